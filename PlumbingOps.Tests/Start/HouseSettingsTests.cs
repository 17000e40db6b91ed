using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Tests.Start;

public class HouseSettingsTests
{
    [Fact]
    public void Without_settings_a_house_begins_with_the_demonstration_on_a_database_of_its_own()
    {
        var settings = Read("Development");

        Assert.Equal((HouseStart.Demo, null, null, true), (settings.Start, settings.AppConnection, settings.MigrationsConnection, settings.RecurringWork));
        Assert.Equal(Path.GetFullPath(".data"), settings.DataFolder);
    }

    [Fact]
    public void In_production_a_house_begins_empty() => Assert.Equal(HouseStart.Empty, Read("Production").Start);

    [Theory]
    [InlineData("Production", "PlumbingOps:Start", "demo")]
    [InlineData("Development", "PlumbingOps:Start", "dmeo")]
    [InlineData("Development", "PlumbingOps:RecurringWork", "perhaps")]
    [InlineData("Development", "PlumbingOps:DataFolder", "/etc/hostname")]
    [InlineData("Development", "PlumbingOps:Proxies", "10.0.0.4, the-proxy")]
    [InlineData("Development", "ConnectionStrings:PlumbingOps", "Host=db;Passwort=very-secret")]
    [InlineData("Development", "ConnectionStrings:PlumbingOps", "Database=plumbingops")]
    [InlineData("Development", "ConnectionStrings:Migrations", "Host=db")]
    public void A_wrong_setting_is_named_and_no_secret_is_told(string environment, string key, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(environment, (key, value)));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", refused.Message, StringComparison.Ordinal);
    }

    private static HouseSettings Read(string environment, params (string Key, string Value)[] settings) => HouseSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), new Place { EnvironmentName = environment });

    private sealed class Place : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
