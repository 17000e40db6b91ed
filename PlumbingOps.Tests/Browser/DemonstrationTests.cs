using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Browser;

/// <summary>Tests that only look share one demonstration house.</summary>
[CollectionDefinition]
public sealed class DemonstrationTests : ICollectionFixture<DemonstrationHouse>;
