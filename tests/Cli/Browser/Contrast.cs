namespace Cli.Tests;

/// <summary>Whether texts can be read (WCAG 2.2, 1.4.3).</summary>
internal static class Contrast
{
    /// <summary>Gives the texts whose contrast with what is behind them is below 4.5:1, of the elements that a selector names.</summary>
    public const string FaintTexts = """
        selector => {
          const parse = color => { const n = color.match(/[\d.]+/g).map(Number); return { rgb: n.slice(0, 3), alpha: n[3] ?? 1 }; };
          const luminance = rgb => {
            const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const { rgb, alpha } = parse(getComputedStyle(e).backgroundColor);
              if (alpha > 0.99) return rgb;
            }
            return [255, 255, 255];
          };
          return [...document.querySelectorAll(selector)]
            .filter(e => !e.closest('svg') && e.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
            .filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim()))
            .filter(e => {
              const [dark, light] = [luminance(parse(getComputedStyle(e).color).rgb), luminance(ground(e))].sort((a, b) => a - b);
              return (light + 0.05) / (dark + 0.05) < 4.5;
            })
            .map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);
        }
        """;
}
