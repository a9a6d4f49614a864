using Measurement.Collecting;

namespace Measurement.Tests.Collecting;

public sealed class GitTests
{
    [Theory]
    [InlineData("https://example.org/us/ours.git", "https://example.org/us/ours")]
    [InlineData("https://me:secret@example.org/us/ours", "https://example.org/us/ours")]
    [InlineData("git@example.org:us/ours.git", "https://example.org/us/ours")]
    [InlineData("ssh://git@example.org/us/ours.git", "https://example.org/us/ours")]
    public void A_remote_on_the_web_is_an_address_without_secrets(string remote, string address) =>
        Assert.Equal(address, Git.Web(remote)?.AbsoluteUri);

    [Theory]
    [InlineData("/srv/git/ours.git")]
    [InlineData("../ours")]
    [InlineData("file:///srv/git/ours")]
    public void A_folder_is_none(string remote) => Assert.Null(Git.Web(remote));
}
