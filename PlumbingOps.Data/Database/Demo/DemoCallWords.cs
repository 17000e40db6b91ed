using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>What people say is wrong, and what the office writes beside it.</summary>
internal static class DemoCallWords
{
    public static readonly string[] More =
    [
        "Started over the weekend.", "Customer shut the water off at the street.", "Getting worse.", "Has towels under it.", "Second time this year.", "Pictures are in the mail.", "Only when the washer runs.",
        "Would like a price before we start.", "Please call 30 minutes ahead.",
    ];

    public static readonly string[] Notes =
    [
        "Dog in the yard, friendly.", "Tenant is home all day.", "Key is with the neighbor in 14.", "Shut-off in the garage behind the shelves.", "Took pictures before and after.", "Parts are on the shelf under the customer's name.",
        "Parking in the back only.", "Call the office before you open the wall.", "Left a voicemail, no answer yet.", "Customer asked for the same technician as last time.", "Crawl space is tight, bring the small pump.",
        "Wants it done before the weekend, family is coming.", "Not the fixture, it is the supply line. Second visit needed.", "Drywall patch is on the builder.", "Office to check whether this is ours or the appliance installer's.",
    ];

    public static readonly string[] WhyCancelled = ["Customer fixed it themselves", "Booked twice", "Went with another company", "Price was too high", "Customer moved out"];
    public static readonly string[] WhyHeld = ["Waiting for parts", "Waiting for the insurance", "Customer is out of town", "Permit not issued yet", "Waiting for approval of the price"];
    public static readonly string[] WhyNoShow = ["Nobody home, gate locked", "Knocked and called, no answer", "Tenant did not know we were coming"];
    public static readonly string[] CodeLabels = ["Gate", "Lockbox", "Garage keypad", "Building entry", "Alarm"];

    private static readonly string[] Service =
    [
        "Kitchen faucet drips and the handle is loose.", "Toilet in the hall bath runs all night.", "Water heater leaks at the bottom, 14 years old.", "No hot water since this morning.", "Main line backs up into the downstairs shower.",
        "Garbage disposal hums but does not turn.", "Shower valve will not turn all the way off.", "Low pressure in the whole house, PRV suspected.", "Hose bib froze and split, water in the crawl space.",
        "Slab leak suspected, hot spot in the hallway.", "Replace two angle stops and supply lines under the primary vanity.", "Sewer smell in the laundry room.", "Washer box leaks at the hot side.",
        "Dishwasher drain backs up into the sink.", "Bathtub drains slowly, snake did not help.", "Expansion tank is waterlogged, relief valve drips.", "Install customer's new toilet, old one to be hauled away.",
        "Ice maker line leaks behind the refrigerator.", "Sump pump runs without stopping.", "Gas smell near the water heater, utility red-tagged it.", "Pipe burst in the garage ceiling.", "Water bill tripled, look for the leak.",
        "Tankless heater shows an error code and shuts down.", "Kitchen sink backs up on both sides.", "Recirculation pump is loud.", "Pinhole leak in copper above the entry.", "Replace the pressure regulator at the meter.",
        "Bidet seat needs a supply and a shut-off.",
    ];

    private static readonly string[] Warranty =
    [
        "Hall shower drips.", "Toilet in the powder room rocks, wax ring.", "Kitchen faucet is loose at the deck.", "Hot and cold are reversed at the primary tub.", "Leak under the kitchen sink at the disposal.",
        "Laundry box leaks at the valve.", "Tub drain stopper does not hold water.", "Water hammer when the washer shuts off.", "Hose bib on the north side does not shut off.", "Low pressure at the upstairs shower.",
        "Cracked trim plate in bath 2.", "Water spot on the dining room ceiling below bath 3.", "Cleanout cover is missing in the front yard.", "Toilet fills slowly, upstairs hall.", "Disposal trips the breaker.",
        "Recirculation pump hums through the wall.", "Pedestal sink is not level.",
    ];

    private static readonly string[] PunchList =
    [
        "Set the toilet in bath 2, was out for the floor. Escutcheon missing in the powder room.", "Adjust pop-up in the primary, caulk the tub deck, label the shut-offs.", "Swap the kitchen faucet, finish is wrong. Two stops weep.",
        "Builder's walk: loose shower head, missing hose bib handle, disposal not wired through.", "Install the laundry trim and test. Strap the water heater.", "Blue tape list on the counter, eleven items, all small.",
        "Replace the scratched sink, touch up the grout hole at the tub spout.", "Water heater pan drain is not connected. Range gas cap missing.",
    ];

    private static readonly string[] GoBack =
    [
        "Finish the trim in the primary, valve came in.", "Drain still slow after last visit.", "Replace the cartridge, wrong one was on the truck.", "Patch cut out, test and cover.",
        "Customer says the faucet drips again.", "Pick up the old water heater.", "Put the test back on, inspector could not get in.", "Set the toilet after the floor is done.", "Insulation on the crawl space lines.",
    ];

    private static readonly string[] PayCall =
    [
        "Tile setter buried the cleanout. Dig it out.", "Homeowner dropped a ring in the trap, out of warranty.", "Irrigation crew cut the water service.", "Extra hose bib at the patio, owner's request.",
        "Disposal jammed with a bottle cap, explained that warranty does not cover it.",
    ];

    private static readonly string[] PayCallOnSite =
    [
        "Framer put a nail through the water line in bath 2.", "Appliance installer broke the dishwasher stop. Charge the builder.", "Tile setter buried the cleanout. Dig it out.", "Move the ice maker box, change after rough-in.",
        "Irrigation crew cut the water service.", "Painter's crew broke the toilet tank. Charge the builder.", "Extra hose bib at the patio, change order is signed.",
    ];

    private static readonly string[] Estimate =
    [
        "Repipe, 1988 house with polybutylene.", "Move the kitchen sink to the island.", "Tankless in place of the 50-gallon tank.", "Add a bath in the basement, sewer is shallow.",
        "Replace the sewer line from the house to the street.", "Gas line to the new range and the grill.", "Water softener and filter, well water.", "Convert the tub into a walk-in shower.",
        "Six units, replace all angle stops.", "Outdoor kitchen, water and drain.",
    ];

    private static readonly string[] Repipe =
    [
        "Whole house in PEX, two baths. Mark-up is done.", "Hot side only, three baths, patches by others.", "Units above the garage. Water off 8 to 5, notices are posted.",
        "Slab house, lines overhead. Cover the furniture.", "New manifold and all lines, crawl space access in the closet.",
    ];

    private static readonly string[] Other =
    [
        "Yearly backflow test.", "Sewer scope before the sale closes.", "Roof penetrations: two boots to be replaced.", "Camera the line, tree roots suspected.", "Drain the system, the house stands empty this winter.",
        "Locate the shut-off and label it.", "Pressure test for the insurance.",
    ];

    private static readonly string[] OtherOnSite =
        ["Meter hook-up.", "Set tubs and test.", "Put on the test for the inspector.", "Walk through with the superintendent, mark the changes.", "Roof penetrations, roofer is there in the afternoon.", "Sewer scope before the driveway is poured."];

    /// <param name="onSite">At a builder's house, and not at a customer's.</param>
    public static IReadOnlyList<string> Problems(ServiceCallKind kind, bool onSite) => kind switch
    {
        ServiceCallKind.Service => Service,
        ServiceCallKind.Warranty => Warranty,
        ServiceCallKind.PunchList => PunchList,
        ServiceCallKind.GoBack => GoBack,
        ServiceCallKind.PayCall => onSite ? PayCallOnSite : PayCall,
        ServiceCallKind.Estimate => Estimate,
        ServiceCallKind.Repipe => Repipe,
        _ => onSite ? OtherOnSite : Other,
    };

    public static string Title(CallTaskType type, string whom) => type switch
    {
        CallTaskType.PullPermit => $"Pull the permit for {whom}",
        CallTaskType.OrderParts => $"Order parts for {whom}",
        CallTaskType.SendBid => $"Send the bid to {whom}",
        CallTaskType.CallBackToSchedule => $"Call {whom} back to schedule",
        CallTaskType.WriteUpBilling => $"Write up the bill for {whom}",
        CallTaskType.PriceApproval => $"Get the price for {whom} approved",
        _ => $"Mail the pictures to {whom}",
    };
}
