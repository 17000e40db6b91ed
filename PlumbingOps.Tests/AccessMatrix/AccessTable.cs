namespace PlumbingOps.Tests.AccessMatrix;

/// <summary>
/// Who may what, for every service method, page and endpoint. A new one needs a line here, or the tests fail and print it.
/// Letters are roles in the order Admin, Office, Marketing, Technician, Viewer; a dot means no; * means everybody, signed in or not.
/// parameter=kind says which record a parameter names (kinds: MatrixOffice), so that another company's can be tried.
/// </summary>
internal static class AccessTable
{
    public const string Services = """
        AbsenceService.AddAsync                             A O . . .
        AbsenceService.ArchiveAsync                         A O . . .   id=absence
        AbsenceService.ListAsync                            A O M . V
        AbsenceService.RestoreAsync                         A O . . .   id=absence
        AbsenceService.SaveAsync                            A O . . .   id=absence

        BoardService.PeopleAsync                            A O M T V
        BoardService.ReadAsync                              A O M T V

        CalendarFeedService.CreateAsync                     A O . T .
        CalendarFeedService.EndAsync                        A O . T .   id=feed
        CalendarFeedService.ListAsync                       A O . T .
        CalendarFeedService.RenewAsync                      A O . T .   id=feed
        CalendarFeedService.ResumeAsync                     A O . T .   id=feed

        CallShiftService.PreviewAsync                       A O . . .   callIds=call
        CallShiftService.ShiftAsync                         A O . . .

        DispatchService.PlaceAsync                          A O . . .   id=call

        OutTodayService.ApplyAsync                          A O . . .   technicianId=technician
        OutTodayService.ProposeAsync                        A O . . .   technicianId=technician

        AccessCodeService.AddAsync                          A O . . .   callId=call
        AccessCodeService.ListAsync                         A O . T .   callId=call
        AccessCodeService.RemoveAsync                       A O . . .   id=code

        AttentionService.NowAsync                           A O M T V

        BidCallService.PrepareAsync                         A O . . .   callId=call

        BidLineService.AddSectionAsync                      A O . . .   bidId=bid
        BidLineService.DuplicateAsync                       A O . . .   bidId=bid lineId=nothing copyId=nothing
        BidLineService.MoveAsync                            A O . . .   bidId=bid lineId=nothing
        BidLineService.PasteAsync                           A O . . .   bidId=bid sectionId=nothing lineId=nothing
        BidLineService.RemoveAsync                          A O . . .   bidId=bid lineId=nothing
        BidLineService.RemoveSectionAsync                   A O . . .   bidId=bid sectionId=nothing
        BidLineService.RenameSectionAsync                   A O . . .   bidId=bid sectionId=nothing
        BidLineService.RestoreAsync                         A O . . .
        BidLineService.SetAsync                             A O . . .   bidId=bid sectionId=nothing lineId=nothing

        BidService.ApproveAsync                             A . . . .   id=bid
        BidService.ArchiveAsync                             A O . . .   id=bid
        BidService.AskApprovalAsync                         A O . . .   id=bid
        BidService.CreateAsync                              A O . . .   templateId=bid-template serviceCallId=call
        BidService.GetAsync                                 A O M . V   id=bid
        BidService.ListAsync                                A O M . V
        BidService.ListToChaseAsync                         A O M . V
        BidService.LoseAsync                                A O . . .   id=bid
        BidService.PipelineAsync                            A O M . V
        BidService.ReopenAsync                              A . . . .   id=bid
        BidService.RestoreAsync                             A O . . .   id=bid
        BidService.ReturnAsync                              A . . . .   id=bid
        BidService.ReviseAsync                              A O . . .   id=bid
        BidService.SaveAsync                                A O . . .   id=bid
        BidService.SendAsync                                A O . . .   id=bid

        BidTemplateService.ArchiveAsync                     A O . . .   id=bid-template
        BidTemplateService.ListAsync                        A O M . V
        BidTemplateService.RestoreAsync                     A O . . .   id=bid-template
        BidTemplateService.SaveAsync                        A O . . .   bidId=bid

        BidVersionService.CompareAsync                      A O . . V   bidId=bid
        BidVersionService.GetDocumentAsync                  A O . . V   bidId=bid
        BidVersionService.ListAsync                         A O . . V   bidId=bid
        BidVersionService.MakeLinkAsync                     A O . . .   bidId=bid
        BidVersionService.RevokeLinkAsync                   A O . . .   linkId=bid-link

        BidWinService.PrepareAsync                          A O . . .   bidId=bid
        BidWinService.TakeBackAsync                         A O . . .   bidId=bid
        BidWinService.WinAsync                              A O . . .   bidId=bid

        BuilderAliasService.AddAsync                        A O . . .   builderId=builder
        BuilderAliasService.RemoveAsync                     A O . . .   aliasId=builder-alias

        BuilderContactService.AddAsync                      A O . . .   builderId=builder
        BuilderContactService.ArchiveAsync                  A O . . .   id=contact
        BuilderContactService.RestoreAsync                  A O . . .   id=contact
        BuilderContactService.SaveAsync                     A O . . .   id=contact

        BuilderMergeService.MergeAsync                      A . . . .   sourceId=builder targetId=builder
        BuilderMergeService.PreviewAsync                    A . . . .   sourceId=builder targetId=builder
        BuilderMergeService.UndoAsync                       A . . . .   changeSetId=change-set

        BuilderPortalService.LinkAsync                      A . . . .   builderId=builder accountId=portal-account
        BuilderPortalService.ListAsync                      A O M . V   builderId=builder
        BuilderPortalService.UnlinkAsync                    A . . . .   builderId=builder accountId=portal-account

        PortalAccountService.ArchiveAsync                   A . . . .   id=portal-account
        PortalAccountService.CreateAsync                    A . . . .   definitionId=portal
        PortalAccountService.FindAsync                      A O M . V
        PortalAccountService.GetAsync                       A O M . V   id=portal-account
        PortalAccountService.ListAsync                      A O M . V
        PortalAccountService.RestoreAsync                   A . . . .   id=portal-account
        PortalAccountService.SaveAsync                      A . . . .   id=portal-account

        PortalDefinitionService.ArchiveAsync                A . . . .   id=portal
        PortalDefinitionService.CreateAsync                 A . . . .
        PortalDefinitionService.FindAsync                   A O M . V
        PortalDefinitionService.GetAsync                    A O M . V   id=portal
        PortalDefinitionService.ListAsync                   A O M . V
        PortalDefinitionService.RestoreAsync                A . . . .   id=portal
        PortalDefinitionService.SaveAsync                   A . . . .   id=portal

        PortalRuleService.ArchiveAsync                      A . . . .   id=portal-rule
        PortalRuleService.CreateAsync                       A . . . .   accountId=portal-account
        PortalRuleService.ListAsync                         A O M . V
        PortalRuleService.RestoreAsync                      A . . . .   id=portal-rule
        PortalRuleService.SaveAsync                         A . . . .   id=portal-rule

        PortalSuggestionService.ForCallAsync                A O M . V   callId=call
        PortalSuggestionService.ForJobAsync                 A O M . V   jobId=job
        PortalSuggestionService.TestAsync                   A O M . V

        PortalVerificationService.TakeBackAsync             A O . . .   changeSetId=change-set
        PortalVerificationService.VerifyAsync               A O . . .   accountIds=portal-account

        WarrantyService.ListAsync                           A O M . V

        BuilderService.ArchiveAsync                         A O . . .   id=builder
        BuilderService.CreateAsync                          A O . . .
        BuilderService.FindAsync                            A O M . V
        BuilderService.GetAsync                             A O M . V   id=builder
        BuilderService.ListAsync                            A O M . V
        BuilderService.RestoreAsync                         A O . . .   id=builder
        BuilderService.SaveAsync                            A O . . .   id=builder

        CallPaymentService.RecordAsync                      A O . T .   callId=call
        CallPaymentService.RemoveAsync                      A O . . .   callId=call paymentId=payment
        CallPaymentService.SetStatusAsync                   A O . . .   callId=call

        CallQueueService.CountAsync                         A O M T V

        CallPhotoService.AddAsync                           A O . T .   callId=call sendKey=nothing
        CallPhotoService.ListAsync                          A O M T V   callId=call
        CallPhotoService.OpenAsync                          A O M T V   id=call-photo
        CallPhotoService.RemoveAsync                        A O . T .   id=call-photo
        CallPhotoService.RestoreAsync                       A O . T .   id=call-photo
        CallPhotoService.TurnAsync                          A O . T .   id=call-photo

        CompletionService.AnswerAsync                       A O . T .   callId=call
        CompletionService.ListAsync                         A O M T V   callId=call

        MyDayService.TodayAsync                             A O . T .

        CallTaskService.AddAsync                            A O . T .   callId=call
        CallTaskService.CancelAsync                         A O . . .   id=call-task
        CallTaskService.CompleteAsync                       A O . T .   id=call-task
        CallTaskService.ReopenAsync                         A O . T .   id=call-task
        CallTaskService.SaveAsync                           A O . . .   id=call-task
        CallTaskService.StartAsync                          A O . T .   id=call-task

        CallWriteUpService.FinishAsync                      A O . . .   ids=call
        CallWriteUpService.GiveAsync                        A O . . .   ids=call assigneeId=nothing
        CallWriteUpService.RedoAsync                        A O . . .   ids=call
        CallWriteUpService.TakeAsync                        A O . . .   ids=call

        CommunityMergeService.MergeAsync                    A . . . .   sourceId=community targetId=community
        CommunityMergeService.PreviewAsync                  A . . . .   sourceId=community targetId=community
        CommunityMergeService.UndoAsync                     A . . . .   changeSetId=change-set

        CommunityService.AddAliasAsync                      A O . . .   communityId=community
        CommunityService.ArchiveAsync                       A O . . .   id=community
        CommunityService.CreateAsync                        A O . . .   builderId=builder
        CommunityService.FindAsync                          A O M . V
        CommunityService.GetAsync                           A O M . V   id=community
        CommunityService.ListAsync                          A O M . V
        CommunityService.RemoveAliasAsync                   A O . . .   aliasId=community-alias
        CommunityService.RestoreAsync                       A O . . .   id=community
        CommunityService.SaveAsync                          A O . . .   id=community

        CompanyService.CloseAsync                           A . . . .
        CompanyService.CreateAsync                          A . . . .
        CompanyService.GetAsync                             A . . . .
        CompanyService.ListAsync                            A . . . .
        CompanyService.ManagesAllAsync                      A . . . .
        CompanyService.OpenAgainAsync                       A . . . .
        CompanyService.SaveAsync                            A . . . .

        ConnectionService.BeginAsync                        A . . . .   accountId=account
        ConnectionService.CameBackAsync                     A . . . .
        ConnectionService.CheckAgainAsync                   A O M . .   accountId=account
        ConnectionService.ChooseAsync                       A . . . .   requestId=nothing
        ConnectionService.DisconnectAsync                   A . . . .   accountId=account
        ConnectionService.GetChoicesAsync                   A . . . .   requestId=nothing
        ConnectionService.ListAsync                         A O M . V

        CustomerMergeService.MergeAsync                     A O . . .   sourceId=customer targetId=customer
        CustomerMergeService.PreviewAsync                   A O . . .   sourceId=customer targetId=customer
        CustomerMergeService.UndoAsync                      A O . . .   changeSetId=change-set

        CustomerService.ArchiveAsync                        A O . . .   id=customer
        CustomerService.CreateAsync                         A O . . .
        CustomerService.FindAsync                           A O M . V   except=customer
        CustomerService.FindSimilarAsync                    A O M . V   except=customer
        CustomerService.GetAsync                            A O M . V   id=customer
        CustomerService.ListAsync                           A O M . V
        CustomerService.RestoreAsync                        A O . . .   id=customer
        CustomerService.SaveAsync                           A O . . .   id=customer
        CustomerService.TagsAsync                           A O M . V

        HistoryService.ForRecordAsync                       A O M T V   id=job
        NotificationService.LatestAsync                     A O M T V
        NotificationService.ListAsync                       A O M T V
        NotificationService.OpenAsync                       A O M T V   id=notification
        NotificationService.ReadAllAsync                    A O M T V
        NotificationService.ReadAsync                       A O M T V   id=notification
        NotificationService.StateAsync                      A O M T V
        NotificationService.UnreadAsync                     A O M T V   ids=notification

        NotificationSettingsService.GetAsync                A O M T V
        NotificationSettingsService.SaveAsync               A O M T V
        NotificationSettingsService.SwitchAsync             A O M T V

        DraftService.ForgetAsync                            A O M T V   id=nothing
        DraftService.KeepAsync                              A O M T V   id=nothing
        DraftService.ListAsync                              A O M T V   except=nothing
        DraftService.TakeAsync                              A O M T V   id=nothing

        FreeWindowService.ProposeAsync                            A O . . .

        HistoryService.GetAsync                             A . . . .   changeSetId=change-set
        HistoryService.ListAsync                            A . . . .
        HistoryService.PeopleAsync                          A . . . .
        HistoryService.PreviewUndoAsync                     A O . . .   changeSetId=change-set newestFirst=change-set
        HistoryService.PutBackChangeAsync                   A O . . .   changeId=change
        HistoryService.PutBackFieldAsync                    A O . . .   changeId=change
        HistoryService.RestoreAsync                         A O . . .   id=job
        HistoryService.UndoAsync                            A O . . .   changeSetId=change-set newestFirst=change-set

        HomeService.DayAsync                                A O M T V

        ImportCommitService.CommitAsync                     A . . . .   batchId=batch

        ImportListService.GetAsync                          A O . . .   id=batch
        ImportListService.ListAsync                         A O . . .
        ImportListService.ListRowsAsync                     A O . . .   id=batch
        ImportListService.RowNumbersAsync                   A O . . .   id=batch
        ImportListService.SuggestAsync                      A O . . .   id=batch
        ImportListService.WriteNotImportedAsync             A O . . .   id=batch

        ImportLookService.PreviewAsync                      A O . . .

        ImportReviewService.AnswerAsync                     A O . . .   batchId=batch
        ImportReviewService.ApproveAsync                    A O . . .   batchId=batch
        ImportReviewService.CorrectAsync                    A O . . .   batchId=batch
        ImportReviewService.DiscardAsync                    A O . . .   batchId=batch
        ImportReviewService.SkipAsync                       A O . . .   batchId=batch
        ImportReviewService.UndoAnswerAsync                 A O . . .   batchId=batch answerId=nothing

        ImportUndoService.PreviewAsync                      A . . . .   batchId=batch
        ImportUndoService.UndoAsync                         A . . . .   batchId=batch

        ImportUploadService.UploadAsync                     A O . . .

        IntakeService.AtAddressAsync                        A O . . .
        IntakeService.BookAsync                             A O . . .
        IntakeService.FindAsync                             A O . . .
        IntakeService.GetLotAsync                           A O . . .   lotId=lot
        IntakeService.KnowAsync                             A O . . .   customerId=customer

        JobAccessCodeService.AddAsync                       A O . . .   jobId=job
        JobAccessCodeService.ListAsync                      A O . T .   jobId=job
        JobAccessCodeService.RemoveAsync                    A O . . .   id=job-code

        JobContactService.AddAsync                          A O . . .   jobId=job builderContactId=contact
        JobContactService.ListOthersAsync                   A O M T V   jobId=job
        JobContactService.RemoveAsync                       A O . . .   id=job-contact

        JobService.ArchiveAsync                             A O . . .   id=job
        JobService.CancelAsync                              A O . . .   id=job
        JobService.ChangePhaseAsync                         A O . . .   id=job
        JobService.CompleteAsync                            A O . T .   id=job
        JobService.CreateAsync                              A O . . .   lotId=lot
        JobService.GetAsync                                 A O M T V   id=job
        JobService.HoldAsync                                A O . . .   id=job
        JobService.ListAsync                                A O M T V
        JobService.ReopenAsync                              A . . . .   id=job
        JobService.RestoreAsync                             A O . . .   id=job
        JobService.ResumeAsync                              A O . . .   id=job
        JobService.SaveAsync                                A O . . .   id=job
        JobService.SaveNotesAsync                           A O . T .   id=job
        JobService.ScheduleAsync                            A O . . .   id=job
        JobService.StartAsync                               A O . T .   id=job

        JobShiftService.PreviewAsync                        A O . . .   jobIds=job
        JobShiftService.ShiftAsync                          A O . . .

        JobTaskService.AddAsync                             A O . T .   jobId=job
        JobTaskService.CancelAsync                          A O . . .   id=job-task
        JobTaskService.CompleteAsync                        A O . T .   id=job-task
        JobTaskService.ReopenAsync                          A O . T .   id=job-task
        JobTaskService.SaveAsync                            A O . . .   id=job-task
        JobTaskService.StartAsync                           A O . T .   id=job-task

        LotBoardService.FindTechniciansAsync                A O M . V
        LotBoardService.IndexAsync                          A O M . V   communityId=community
        LotBoardService.RowsAsync                           A O M . V   lotIds=lot

        LotService.AddAsync                                 A O . . .   communityId=community
        LotService.ArchiveAsync                             A O . . .   id=lot
        LotService.FindAsync                                A O M . V
        LotService.GetAsync                                 A O M . V   id=lot
        LotService.RestoreAsync                             A O . . .   id=lot
        LotService.SaveAsync                                A O . . .   id=lot

        HomeMonthService.MonthAsync                         A O M T V

        NumberService.ReadAsync                             A O M . V
        NumberService.TechniciansAsync                      A O M . V

        OpenTaskService.CountAsync                          A O M T V
        OpenTaskService.ListAsync                           A O M T V

        PasskeyService.AddAsync                             A O M T V
        PasskeyService.ListAsync                            A O M T V
        PasskeyService.RemoveAsync                          A O M T V   id=passkey
        PasskeyService.RequireRoomAsync                     A O M T V

        ProfileService.ChangePasswordAsync                  A O M T V
        ProfileService.GetAsync                             A O M T V
        ProfileService.SaveAsync                            A O M T V

        CalendarService.AccountsAsync                       A O M . V
        CalendarService.OwnersAsync                         A O M . V
        CalendarService.ReadAsync                           A O M . V

        PostBulkService.PreviewAsync                        A O M . .   postIds=post
        PostBulkService.UndoAsync                           A O M . .
        PostBulkService.RunAsync                            A O M . .

        PostService.ApproveAsync                            A O M . .   id=post
        PostService.CancelAsync                             A O M . .   id=post
        PostService.CreateAsync                             A O M . .
        PostService.EmptyAsync                              A O M . .   id=post
        PostService.FillAsync                               A O M . .   id=post
        PostService.FindApproversAsync                      A O M . V
        PostService.FindContentAsync                        A O M . V
        PostService.FindEventsAsync                         A O M . V
        PostService.GetAsync                                A O M . V   id=post
        PostService.ListAsync                               A O M . V
        PostService.MarkFailedAsync                         A O M . .   id=post
        PostService.PublishNowAsync                         A O M . .   id=post
        PostService.MarkPostedAsync                         A O M . .   id=post proofMediaId=nothing
        PostService.MoveAsync                               A O M . .   id=post
        PostService.ReopenAsync                             A O M . .   id=post
        PostService.RewordAsync                             A O M . .   id=post
        PostService.SaveAsync                               A O M . .   id=post
        PostService.SendBackAsync                           A O M . .   id=post
        PostService.SubmitAsync                             A O M . .   id=post

        RehearsalService.FindAsync                          A O M . .
        RehearsalService.OfferAsync                         A O M . .
        RehearsalService.StartAsync                         A O M . .
        RehearsalService.StopAsync                          A O M . .

        ScoreboardService.MixAsync                          A O M . V
        ScoreboardService.OverdueDraftsAsync                A O M . V   ownerId=user
        ScoreboardService.WeekAsync                         A O M . V

        SlotService.TopUpAsync                              A O M . .

        SecondFactorService.ConfirmAsync                    A O M T V
        SecondFactorService.GetAsync                        A O M T V
        SecondFactorService.OfferAsync                      A O M T V
        SecondFactorService.RenewRecoveryCodesAsync         A O M T V
        SecondFactorService.SwitchOffAsync                  A O M T V

        MetricService.ForPostAsync                          A O M . V   postId=post
        MetricService.ForWeekAsync                          A O M . V

        PreflightService.ListAsync                          A O M . V
        PreflightService.LookAgainAsync                     A O M . .

        PublishService.DiscardAsync                         A O M . .   publicationId=publication
        PublishService.GetHealthAsync                       A O M . V
        PublishService.ItIsThereAsync                       A O M . .   publicationId=publication
        PublishService.ListAsync                            A O M . V
        PublishService.ListAttemptsAsync                    A O M . V   publicationId=publication
        PublishService.ListHoursAsync                       A O M . V
        PublishService.PauseAsync                           A O M . .   tenantId=company
        PublishService.ResumeAsync                          A O M . .   tenantId=company
        PublishService.RetryAsync                           A O M . .   publicationId=publication
        PublishService.SendAgainAsync                       A O M . .   publicationId=publication

        ServiceCallService.ArchiveAsync                     A O . . .   id=call
        ServiceCallService.CancelAsync                      A O . . .   id=call
        RecurringWorkService.LastDayAsync                   A . . . .
        RecurringWorkService.ListAsync                      A . . . .
        RecurringWorkService.PauseAsync                     A . . . .
        RecurringWorkService.ProcessesAsync                 A . . . .
        RecurringWorkService.ResumeAsync                    A . . . .
        RecurringWorkService.RunNowAsync                    A . . . .
        RecurringWorkService.RunsAsync                      A . . . .

        ServiceCallService.CompleteAsync                    A O . T .   id=call
        ServiceCallService.CreateAsync                      A O . . .
        ServiceCallService.DispatchAsync                    A O . . .   id=call
        ServiceCallService.GetAsync                         A O M T V   id=call
        ServiceCallService.FindCustomersAsync               A O . . .
        ServiceCallService.HoldAsync                        A O . . .   id=call
        ServiceCallService.ListAsync                        A O M T V
        ServiceCallService.NoShowAsync                      A O . T .   id=call
        ServiceCallService.ReopenAsync                      A . . . .   id=call
        ServiceCallService.RestoreAsync                     A O . . .   id=call
        ServiceCallService.ResumeAsync                      A O . . .   id=call
        ServiceCallService.SaveAsync                        A O . . .   id=call
        ServiceCallService.SaveWorkAsync                    A O . T .   id=call
        ServiceCallService.ScheduleAsync                    A O . . .   id=call
        ServiceCallService.StartAsync                       A O . T .   id=call
        ServiceCallService.TurnInPaperworkAsync             A O . T .   id=call

        SignInService.SignOutAsync                          A O M T V

        SignalOwnerService.FindPeopleAsync                  A . . . .
        SignalOwnerService.ListAsync                        A . . . .
        SignalOwnerService.RemoveAsync                      A . . . .   id=signal-owner
        SignalOwnerService.SetAsync                         A . . . .

        SignalService.ListAsync                             A O M T V

        StaffService.FindMarketingAsync                     A O M . V
        StaffService.FindOfficeAsync                        A O M T V
        StaffService.FindTechniciansAsync                   A O M T V
        StaffService.ListOfficeAsync                        A O M T V
        StaffService.ListTechniciansAsync                   A O M T V

        TechnicianService.AddAsync                          A . . . .
        TechnicianService.AddSpellingAsync                  A . . . .   id=technician
        TechnicianService.FindPeopleAsync                   A . . . .
        TechnicianService.LinkAsync                         A . . . .   id=technician userId=user
        TechnicianService.ListAsync                         A . . . .
        TechnicianService.RemoveSpellingAsync               A . . . .   spellingId=spelling
        TechnicianService.RenameAsync                       A . . . .   id=technician
        TechnicianService.SetActiveAsync                    A . . . .   id=technician
        TechnicianService.SetSkillsAsync                    A . . . .   id=technician

        TurnoverService.CompaniesAsync                      A O M T V
        TurnoverService.FindCustomersAsync                  A O . . .
        TurnoverService.TakeBackAsync                       A O . . .   ownerId=owner
        TurnoverService.TurnOverAsync                       A O . . .   lotId=lot

        UserService.CreateAsync                             A . . . .
        UserService.CreatePasswordLinkAsync                 A . . . .   id=user
        UserService.DeactivateAsync                         A . . . .   id=user
        UserService.FindTechniciansAsync                    A . . . .   of=user
        UserService.GetAsync                                A . . . .   id=user
        UserService.ListAsync                               A . . . .
        UserService.ManagesAllAsync                         A . . . .
        UserService.ReactivateAsync                         A . . . .   id=user
        UserService.ResetSecondFactorAsync                  A . . . .   id=user
        UserService.SaveAsync                               A . . . .   id=user
        UserService.SignOutEverywhereAsync                  A . . . .   id=user

        # Marketing: content, pictures, accounts, plans
        AccountService.ActivateAsync                        A . M . .   id=account
        AccountService.CreateAsync                          A . M . .   channelId=channel
        AccountService.DeactivateAsync                      A . M . .   id=account
        AccountService.GetAsync                             A O M . V   id=account
        AccountService.ListActiveAsync                      A O M . V
        AccountService.ListAsync                            A O M . V
        AccountService.SaveAsync                            A . M . .   id=account

        ChannelService.AddManualAsync                       A . M . .
        ChannelService.ListAsync                            A O M . V

        ContentService.ApproveAsync                         A O M . .   id=content
        ContentService.ArchiveAsync                         A O M . .   id=content
        ContentService.CreateAsync                          A O M . .
        ContentService.DraftAsync                           A O M . .   id=content
        ContentService.DuplicateAsync                       A O M . .   id=content
        ContentService.GetAsync                             A O M . V   id=content
        ContentService.ListAsync                            A O M . V
        ContentService.OwnersAsync                          A O M . V
        ContentService.QuoteAsync                           A O M . .   reviewId=review
        ContentService.RestoreAsync                         A O M . .   id=content
        ContentService.SaveAsync                            A O M . .   id=content
        ContentService.SendBackAsync                        A O M . .   id=content
        ContentService.SubmitAsync                          A O M . .   id=content
        ContentService.TagsAsync                            A O M . V

        LocalTopicService.AddAsync                          A O M . .
        LocalTopicService.GapsAsync                         A O M . V
        LocalTopicService.ListAsync                         A O M . V
        LocalTopicService.RemoveAsync                       A O M . .   id=topic
        LocalTopicService.SaveAsync                         A O M . .   id=topic

        MediaCropService.CropAsync                          A O M . .   id=media
        MediaCropService.RemoveAsync                        A O M . .   id=media

        MailService.DiscardAsync                            A . . . .   id=mail
        MailService.GetAsync                                A . . . .   id=mail
        MailService.ListAsync                               A . . . .
        MailService.RetryAsync                              A . . . .   id=mail

        MediaService.ArchiveAsync                           A O M . .   id=media
        MediaService.GetAsync                               A O M . V   id=media
        MediaService.GetSeveralAsync                        A O M . V   ids=media
        MediaService.ListAsync                              A O M . V
        MediaService.OpenAsync                              A O M . V   id=media
        MediaService.RestoreAsync                           A O M . .   id=media
        MediaService.SaveAsync                              A O M . .   id=media
        MediaService.TagsAsync                              A O M . V

        MediaUploadService.UploadAsync                      A O M . .

        OfferService.CreateAsync                            A O M . .
        OfferService.FindAsync                              A O M . V
        OfferService.GetAsync                               A O M . V   id=offer
        OfferService.ListAsync                              A O M . V
        OfferService.SaveAsync                              A O M . .   id=offer
        OfferService.SetActiveAsync                         A O M . .   id=offer

        ReviewOptOutService.AddAsync                        A O M . .
        ReviewOptOutService.ListAsync                       A O M . V
        ReviewOptOutService.RemoveAsync                     A O M . .   id=opt-out

        RecoveryTicketService.AssignAsync                   A O M . .   id=ticket assigneeId=user
        RecoveryTicketService.AssigneesAsync                A O M . .
        RecoveryTicketService.CloseAsync                    A O M . .   id=ticket
        RecoveryTicketService.ListAsync                     A O M . V
        RecoveryTicketService.ReopenAsync                   A O M . .   id=ticket
        RecoveryTicketService.ResolveAsync                  A O M . .   id=ticket
        RecoveryTicketService.StartAsync                    A O M . .   id=ticket

        ReviewRequestService.GetAsync                       A O M . V   id=review-request
        ReviewRequestService.ListAsync                      A O M . V
        ReviewRequestService.MarkLostAsync                  A O M . .   id=review-request
        ReviewRequestService.NumbersAsync                   A O M . V
        ReviewRequestService.SendAsync                      A O M . .   id=review-request
        ReviewRequestService.SendManyAsync                  A O M . .   ids=review-request

        ReviewService.ListAsync                             A O M . V
        ReviewService.SetFlaggedAsync                       A O M . .   id=review
        ReviewService.SetPublicAsync                        A O M . .   id=review

        ReviewSettingsService.GetAsync                      A O M . V
        ReviewSettingsService.SaveAsync                     A . . . .

        SeasonalEventService.AddAsync                       A O M . .
        SeasonalEventService.ListAsync                      A O M . V
        SeasonalEventService.RemoveAsync                    A O M . .   id=event
        SeasonalEventService.SaveAsync                      A O M . .   id=event

        TemplateService.AddAsync                            A . M . .
        TemplateService.ListAsync                           A O M . V
        TemplateService.SaveAsync                           A . M . .   id=template
        TemplateService.SetActiveAsync                      A . M . .   id=template
        """;

    public const string Addresses = """
        /                                                   A O M T V
        /analytics                                          A O M . V
        /analytics.csv                                      A O M . V
        /bids                                               A O M . V
        /bids.csv                                           A O M . V
        /bids/new                                           A O . . .
        /bids/pipeline                                      A O M . V
        /bids/templates                                     A O M . V
        /bids/{id:guid}                                     A O M . V
        /bids/{id:guid}/sheet                               A O M . V
        /builders                                           A O M . V
        /builders/{id:guid}                                 A O M . V
        /builders.csv                                       A O M . V
        /communities.csv                                    A O M . V
        /communities/{id:guid}                              A O M . V
        /communities/{id:guid}/lots.csv                     A O M . V
        /companies                                          A . . . .
        /companies/{id}                                     A . . . .
        /connections/callback/{provider}                    A . . . .
        /connections/{accountId:guid}/start                 A . . . .
        /customers                                          A O M . V
        /customers.csv                                      A O M . V
        /customers/{id:guid}                                A O M . V
        /history                                            A . . . .
        /history/{id:guid}                                  A . . . .
        /imports                                            A O . . .
        /notifications                                      A O M T V
        /notifications/{id:guid}                            A O M T V
        /profile/notifications                              A O M T V
        /imports/{id:guid}                                  A O . . .
        /imports/{id:guid}/not-imported.csv                 A O . . .
        /marketing/calendar                                 A O M . V
        /marketing/posts                                    A O M . V
        /marketing/posts/{id:guid}                          A O M . V
        /marketing/posts.csv                                A O M . V
        /marketing/posts.ics                                A O M . V
        /marketing/approvals                                A O M . .
        /marketing/publishing                               A O M . V
        /marketing/rehearsal                                A O M . .
        /marketing/scoreboard                               A O M . V
        /marketing/scoreboard.csv                           A O M . V
        # From a mail: the token is the right, for one person and one post; what it may do is asked anew
        /approve/{token}                                    *
        /jobs                                               A O M T V
        /jobs.csv                                           A O M T V
        /jobs/new                                           A O . . .
        /jobs/{id:guid}                                     A O M T V
        /lots                                               A O M . V
        /lots/warranties                                    A O M . V
        /lots/warranties.csv                                A O M . V
        /lots/{id:guid}                                     A O M . V
        /mail                                               A . . . .
        /marketing/accounts                                 A O M . V
        /marketing/accounts/{id:guid}                       A O M . V
        /marketing/content                                  A O M . V
        /marketing/content.csv                              A O M . V
        /marketing/content/new                              A O M . .
        /marketing/content/{id:guid}                        A O M . V
        /marketing/events                                   A O M . V
        /marketing/offers                                   A O M . V
        /marketing/pictures                                 A O M . V
        /marketing/pictures/{id:guid}                       A O M . V
        /marketing/pictures/{id:guid}/{look}                A O M . V
        /marketing/templates                                A O M . V
        /marketing/topics                                   A O M . V
        /my-day                                             A O . T .
        /my-day/{id:guid}                                   A O . T .
        /portals.csv                                        A O M . V
        /portals/directory                                  A O M . V
        /portals/directory/{id:guid}                        A O M . V
        /portals/rules                                      A O M . V
        /portals/rules/test                                 A O M . V
        /portals/sites                                      A O M . V
        /portals/sites/{id:guid}                            A O M . V
        /profile                                            A O M T V
        /profile/passkeys                                   A O M T V
        /profile/second-factor                              A O M T V
        /recurring-work                                     A . . . .
        /reviews.csv                                        A O M . V
        /reviews/answers                                    A O M . V
        /reviews/not-asked                                  A O M . V
        /reviews/requests                                   A O M . V
        /reviews/requests/{id:guid}                         A O M . V
        /reviews/settings                                   A O M . V
        /reviews/tickets                                    A O M . V
        /schedule/absences                                  A O M . V
        /schedule/board                                     A O M T V
        /schedule/calendars                                 A O . T .
        /schedule/day-packs                                 A O M T V
        /service-calls                                      A O M T V
        /service-calls.csv                                  A O M T V
        /service-calls/photos/{id:guid}/{look}              A O M T V
        /service-calls/new                                  A O . . .
        /service-calls/{id:guid}                            A O M T V
        /signals/owners                                     A . . . .
        /tasks                                              A O M T V
        /tasks.csv                                          A O M T V
        /users                                              A . . . .
        /users/{id:guid}                                    A . . . .

        # Meta has no session: a signature over what it sends takes its place
        /webhooks/meta                                      *
        /webhooks/meta/data-deletion                        *
        /webhooks/meta/deauthorize                          *

        # Before and around signing in
        /account/second-factor                              *
        /account/sign-in                                    *
        /account/sign-out                                   *
        # Answers a form of ours only, and the second and third whoever may only; opened as a page they show nothing
        /account/passkeys/creation                          *
        /account/passkeys/request                           *
        /service-calls/{id:guid}/photos                     *
        /password                                           *
        /set-up                                             *
        /error                                              *
        # The networks fetch what is published; the address is the right, and it ends
        /files/{token}                                      *
        /calendar/{token}.ics                               *
        /offer/{token}                                      *
        /review/{token}                                     *
        /review/{token}/stop                                *
        /reviews/{company}                                  *
        /not-found                                          *
        /health                                             *
        /ready                                              *

        # The circuit: its first message carries the page's own, protected start; the components in it ask for rights themselves
        /_blazor                                            *
        /_blazor/disconnect/                                *
        /_blazor/initializers/                              *
        /_blazor/negotiate                                  *
        # Nothing there
        /{**path:file}                                      *
        """;
}
