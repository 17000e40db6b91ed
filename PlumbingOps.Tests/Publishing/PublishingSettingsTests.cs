using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Tests.Publishing;

public class PublishingSettingsTests
{
    [Fact]
    public void Settings_reach_the_networks_clients_and_secrets_are_not_printed()
    {
        var providers = Read(("Publishing:Facebook:AppId", "1"), ("Publishing:Facebook:AppSecret", "very-secret"), ("Publishing:Facebook:Spacing", "00:02:00"), ("Publishing:Dispatcher:InFlight", "4"))
            .GetRequiredService<ProviderOptions>();

        Assert.Equal(("1", "very-secret", TimeSpan.FromMinutes(2)), (providers.Facebook.AppId, providers.Facebook.AppSecret!.Reveal(), providers.Facebook.Spacing));
        Assert.DoesNotContain("very-secret", $"{providers}", StringComparison.Ordinal);
        Assert.False(providers.IsSimulated);
    }

    [Fact]
    public void The_simulator_takes_the_place_of_all_of_them()
    {
        var providers = Read(("Publishing:Simulator", "http://127.0.0.1:5090")).GetRequiredService<ProviderOptions>();

        Assert.True(providers.IsSimulated);
        Assert.Equal("http://127.0.0.1:5090/mybusiness.googleapis.com/", $"{providers.GoogleBusiness.Posts}");
    }

    [Theory]
    [InlineData("Publishing:Facebook:CommitTimeout", "00:00:05", "Publishing:Facebook:CommitTimeout")]
    [InlineData("Publishing:Facebook:Graph", "http://graph.example.com/", "Publishing:Facebook:Graph")]
    [InlineData("Publishing:Instagram:AppId", "1", "Publishing:Instagram:AppSecret")]
    [InlineData("Publishing:GoogleBusiness:Timeout", "soon", "Publishing:GoogleBusiness")]
    [InlineData("Publishing:Dispatcher:Lease", "00:00:15", "Publishing:Dispatcher:Lease")]
    [InlineData("Publishing:PublicAddress", "here", "Publishing:PublicAddress")]
    [InlineData("Publishing:Simulator", "there", "Publishing:Simulator")]
    public void A_wrong_setting_is_refused_at_start_by_its_name(string key, string value, string named) =>
        Assert.Contains(named, Assert.Throws<SettingsException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    private static ServiceProvider Read(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddPublishingSettings(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build()).BuildServiceProvider();
}
