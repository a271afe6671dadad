/** The cookie that holds the choice, so that the server renders it and nothing flashes. */
export const THEME_COOKIE = 'theme';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

/** What a cookie says; without one, as the system has it. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system';
}

/** The class of `<html>` that overrules the system's colours (app/globals.css). */
export function themeClass(theme: Theme): string | undefined {
  return theme === 'system' ? undefined : theme;
}
