import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

type Oklch = readonly [lightness: number, chroma: number, hueDegrees: number];

const THEMES = ['light', 'dark'] as const;

let css: string;
beforeAll(async () => {
  css = await readFile(new URL('./globals.css', import.meta.url), 'utf8');
});

// They were 1.6 to 1, and hardly seen. WCAG 1.4.11 asks for 3.
describe.each(THEMES)('the edges of fields and switches, %s', (theme) => {
  it.each(['card', 'background'])('stand out from %s', (ground) => {
    expect(contrast(colour('input', theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

function colour(name: string, theme: (typeof THEMES)[number]): Oklch {
  const values = css.match(new RegExp(`--${name}: light-dark\\(oklch\\((.+?)\\), oklch\\((.+?)\\)\\);`));
  const value = values?.[theme === 'light' ? 1 : 2];
  const [lightness, chroma, hueDegrees] = value?.split(' ').map(Number) ?? [];
  if (lightness === undefined || chroma === undefined || hueDegrees === undefined) {
    throw new Error(`globals.css has no --${name} for ${theme}.`);
  }
  return [lightness, chroma, hueDegrees];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Oklch, other: Oklch): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Of a colour within sRGB. https://www.w3.org/TR/css-color-4/#color-conversion-code */
function luminance([lightness, chroma, hueDegrees]: Oklch): number {
  const hue = (hueDegrees * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
