-- A community that goes to another builder takes its other spellings along, and its lots are found by the new builder's name.
alter table app.community_aliases drop constraint fk_community_aliases_builder_id_community_id;
alter table app.community_aliases add constraint fk_community_aliases_builder_id_community_id
    foreign key (builder_id, community_id) references app.communities (builder_id, id) on update cascade on delete cascade;

create trigger refresh_lot_search_of_builder after update of builder_id on app.communities
    for each row when (old.builder_id is distinct from new.builder_id) execute function app.refresh_lot_search('community', 'id');
