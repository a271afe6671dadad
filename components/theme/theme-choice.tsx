'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { rememberInCookie } from '@/components/ui/remember-in-cookie';
import { THEME_COOKIE, THEMES, type Theme, themeClass } from './theme';

const LABELS = {
  light: { Icon: Sun, text: 'Light' },
  dark: { Icon: Moon, text: 'Dark' },
  system: { Icon: Monitor, text: 'System' },
};

/** Light, dark, or as the system has it: at once, and for the next visit. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);

  function choose(chosen: Theme) {
    setTheme(chosen);
    document.documentElement.className = themeClass(chosen) ?? '';
    rememberInCookie(THEME_COOKIE, chosen);
  }

  return (
    <fieldset className="grid grid-cols-3 gap-1 p-1">
      <legend className="sr-only">Theme</legend>
      {THEMES.map((each) => {
        const { Icon, text } = LABELS[each];
        return (
          <label
            key={each}
            className="grid cursor-pointer justify-items-center gap-1 rounded-md px-1 py-1.5 text-xs hover:bg-accent has-checked:bg-accent has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name="theme"
              value={each}
              checked={theme === each}
              onChange={() => choose(each)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-4" />
            {text}
          </label>
        );
      })}
    </fieldset>
  );
}
