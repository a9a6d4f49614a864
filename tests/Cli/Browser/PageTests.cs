using System.Globalization;
using System.Text.RegularExpressions;
using Analysis.Exploring;
using Microsoft.Playwright;

namespace Cli.Tests;

/// <summary>The report's pages as a reader's browser shows them, from the notebooks as they are committed.</summary>
public sealed class PageTests(PublishedPages pages) : IClassFixture<PublishedPages>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_can_be_read_without_an_error(ColorScheme scheme)
    {
        await using var browser = await Browser.StartAsync();
        foreach (var file in pages.All)
        {
            var page = await browser.OpenAsync(new Uri(file).AbsoluteUri, scheme);

            Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.FaintTexts, "body *"));
        }
        Assert.Empty(browser.Errors);
    }

    [Fact]
    public async Task Every_figure_is_drawn_and_says_what_it_shows()
    {
        await using var browser = await Browser.StartAsync();
        var figures = 0;
        foreach (var file in pages.All)
        {
            var page = await browser.OpenAsync(new Uri(file).AbsoluteUri);
            foreach (var figure in await page.QuerySelectorAllAsync("figure svg"))
            {
                figures++;
                Assert.Equal("img", await figure.GetAttributeAsync("role"));
                Assert.NotEqual("", await figure.EvalOnSelectorAsync<string>("title", "title => title.textContent"));
                Assert.InRange((await figure.BoundingBoxAsync())!.Height, 60, 5000);
            }
            Assert.Empty(
                await page.EvalOnSelectorAllAsync<string[]>(
                    "figure.figure:not(:has(a[download$='.csv']))",
                    "without => without.map(figure => figure.id)"
                )
            );
        }
        Assert.InRange(figures, 5, 1000);
    }

    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var file in pages.All)
        {
            var page = await browser.OpenAsync(new Uri(file).AbsoluteUri);
            var links = await page.EvalOnSelectorAllAsync<string[]>("a[href]", "links => links.map(link => link.href)");
            foreach (var link in links.Select(link => new Uri(link)).Where(link => link.IsFile))
            {
                Assert.True(File.Exists(link.LocalPath), $"{file} links to {link}");
                var id = link.Fragment.TrimStart('#');
                Assert.True(
                    id.Length == 0
                        || (await File.ReadAllTextAsync(link.LocalPath)).Contains(
                            $"id=\"{id}\"",
                            StringComparison.Ordinal
                        ),
                    $"{file} links to {link}"
                );
            }
        }
    }

    [Fact]
    public async Task On_a_phone_no_page_and_no_text_is_wider_than_the_screen()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var file in pages.All)
        {
            var page = await browser.OpenAsync(new Uri(file).AbsoluteUri, width: 390);
            Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            Assert.Empty(
                await page.EvalOnSelectorAllAsync<string[]>(
                    ".card dd, p, li, h1, h2, h3, figcaption",
                    "all => all.filter(e => e.scrollWidth > e.clientWidth && e.clientWidth > 0).map(e => e.textContent)"
                )
            );
        }
    }

    [Fact]
    public async Task On_a_desktop_every_table_fits_its_column()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var file in pages.All)
        {
            var page = await browser.OpenAsync(new Uri(file).AbsoluteUri, width: 1240);
            Assert.Empty(
                await page.EvalOnSelectorAllAsync<string[]>(
                    "figure.table .scroll",
                    "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.closest('figure').id)"
                )
            );
        }
    }

    [Fact]
    public async Task On_a_desktop_no_page_is_longer_than_a_reader_has_patience_for()
    {
        await using var browser = await Browser.StartAsync();
        var tooLong = new List<string>();
        foreach (var file in pages.All.Where(file => Path.GetFileName(file) != ExplorerPage.FileName))
        {
            var page = await browser.OpenAsync(new Uri(file).AbsoluteUri, width: 1240);
            var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
            // The open questions are six, with a figure each: a reader looks for one of them.
            var mostPixels = Path.GetFileName(file).StartsWith("08-", StringComparison.Ordinal) ? 15_000 : 12_000;
            if (height > mostPixels)
            {
                tooLong.Add($"{Path.GetFileName(file)} has {height} pixels");
            }
        }
        Assert.Empty(tooLong);
    }

    [Fact]
    public async Task A_cell_is_shaded_the_stronger_the_larger_its_ratio()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            var page = await browser.OpenAsync(
                new Uri(
                    pages.All.Single(file => Path.GetFileName(file).StartsWith("05-", StringComparison.Ordinal))
                ).AbsoluteUri,
                scheme
            );
            var grounds = await page.EvalOnSelectorAllAsync<string[]>(
                "[class*=shade-]",
                "cells => cells.map(cell => cell.className.match(/shade-./)[0] + ' ' + getComputedStyle(cell).backgroundColor)"
            );
            // The shades move away from the ground of the page: from white they get darker, from black lighter.
            int[] light = [.. grounds.Distinct().Order(StringComparer.Ordinal).Select(Light)];
            Assert.InRange(light.Length, 2, 4);
            Assert.Equal(scheme == ColorScheme.Light ? light.OrderDescending() : light.Order(), light);
            Assert.Equal(light.Length, light.Distinct().Count());
        }
    }

    /// <summary>The sum of red, green and blue in "shade-1 rgb(26, 35, 42)".</summary>
    private static int Light(string ground) =>
        Regex
            .Matches(ground[ground.IndexOf('(', StringComparison.Ordinal)..], @"\d+")
            .Sum(part => int.Parse(part.Value, CultureInfo.InvariantCulture));
}
