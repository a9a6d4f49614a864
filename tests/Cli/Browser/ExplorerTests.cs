using System.Globalization;
using Analysis.Exploring;
using Microsoft.Playwright;
using nietras.SeparatedValues;

namespace Cli.Tests;

/// <summary>The explorer as a reader uses it, opened from a file.</summary>
public sealed class ExplorerTests(PublishedPages pages) : IClassFixture<PublishedPages>
{
    private string Address => new Uri(Path.Combine(pages.Folder, ExplorerPage.FileName)).AbsoluteUri;

    [Fact]
    public async Task It_shows_the_numbers_of_the_csv_file_for_what_the_reader_chose()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Address);

        await page.Locator("select[name=quantity]").SelectOptionAsync("time to start");
        await page.Locator("select[name=baseline]").SelectOptionAsync("wasmtime-aot");

        var title = await page.Locator("select[name=runs]").InputValueAsync();
        var shown = await ColumnAsync(page, 0);
        var expected = Numbers(title, "time to start", "startup", "wasmtime-aot");
        Assert.NotEmpty(expected);
        foreach (var (target, value) in expected)
        {
            Assert.Equal(value, Number(shown[target]), Math.Abs(value) * 0.005);
        }
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task The_address_brings_another_reader_to_the_same_table()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Address);
        await page.Locator("select[name=quantity]").SelectOptionAsync("peak memory");
        await page.Locator("select[name=baseline]").SelectOptionAsync("docker-native");
        await page.Locator("#targets summary").ClickAsync();
        await page.Locator("#targets input[value=native]").UncheckAsync();
        await page.Locator("thead button", new() { HasText = "geometric mean" }).ClickAsync();

        var other = await browser.OpenAsync(page.Url);

        Assert.NotEqual(Address, page.Url);
        Assert.Equal(
            await page.Locator("#comparison").InnerTextAsync(),
            await other.Locator("#comparison").InnerTextAsync()
        );
        Assert.Equal("docker-native", await other.Locator("select[name=baseline]").InputValueAsync());
        Assert.Equal(0, await other.Locator("tbody th", new() { HasTextRegex = new("^native$") }).CountAsync());
    }

    [Fact]
    public async Task An_address_that_names_what_is_not_there_says_so_and_shows_the_rest()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync($"{Address}#quantity=speed&baseline=wasmtime-aot");

        Assert.Contains(
            "Not in these data, so left out: speed.",
            await page.Locator("#status").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal("wasmtime-aot", await page.Locator("select[name=baseline]").InputValueAsync());
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task A_column_is_sorted_by_keyboard_up_and_down()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync($"{Address}#quantity=time+to+start");
        var button = page.Locator("thead button").Nth(1);

        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var up = (await ColumnAsync(page, 0)).Values.Select(Number).Where(double.IsFinite).ToList();
        await page.Keyboard.PressAsync("Enter");
        var down = (await ColumnAsync(page, 0)).Values.Select(Number).Where(double.IsFinite).ToList();

        Assert.True(up.Count > 1);
        Assert.Equal(up.Order(), up);
        Assert.Equal(up.OrderDescending(), down);
        Assert.Equal("descending", await page.Locator("thead th").Nth(1).GetAttributeAsync("aria-sort"));
    }

    [Fact]
    public async Task Without_a_script_the_page_says_what_it_would_show_and_links_the_numbers()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(Address, script: false);

        Assert.Contains("takes a script", await page.Locator("noscript").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(ExplorerPage.NumbersFile, await page.Locator("main a").First.GetAttributeAsync("href"));
        Assert.False(await page.Locator("#explorer").IsVisibleAsync());
    }

    /// <summary>What a column shows, by target.</summary>
    private static async Task<Dictionary<string, string>> ColumnAsync(IPage page, int column)
    {
        var rows = await page.Locator("#comparison tbody tr").AllAsync();
        var shown = new Dictionary<string, string>();
        foreach (var row in rows)
        {
            shown[await row.Locator("th").InnerTextAsync()] = await row.Locator("td")
                .Nth(column)
                .Locator("span")
                .First.InnerTextAsync();
        }
        return shown;
    }

    private Dictionary<string, double> Numbers(string runs, string quantity, string on, string baseline)
    {
        using var reader = Sep.Reader(options => options with { Sep = new Sep(','), Unescape = true })
            .FromFile(Path.Combine(pages.Folder, ExplorerPage.NumbersFile));
        var found = new Dictionary<string, double>();
        foreach (var row in reader)
        {
            if (
                row["runs"].ToString() == runs
                && row["quantity"].ToString() == quantity
                && row["on"].ToString() == on
                && row["baseline"].ToString() == baseline
            )
            {
                found[row["target"].ToString()] = row["value"].Parse<double>();
            }
        }
        return found;
    }

    /// <summary>The number of "1.2x" or "> 3x"; NaN for words.</summary>
    private static double Number(string text) =>
        double.TryParse(text.TrimStart('>', '<', ' ').TrimEnd('x'), CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
}
