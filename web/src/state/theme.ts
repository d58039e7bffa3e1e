// Light, dark or as the system says. The choice is the only thing the page stores.
import { computed, effect, signal } from '@preact/signals';
import { type Palette, readPalette } from '../charts/palette';

export type Theme = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'theme';

export const theme = signal<Theme>('system');
const systemIsDark = signal(false);

/** What is seen. */
export const effectiveTheme = computed<'light' | 'dark'>(() => {
  if (theme.value !== 'system') return theme.value;
  return systemIsDark.value ? 'dark' : 'light';
});

/** The chart's colors in force. Read once for each theme: reading makes the browser compute styles. */
export const palette = signal<Palette | null>(null);

/** The next choice: from "system" always to the one that looks different, then the other, then back. */
export function nextTheme(current: Theme, darkSystem: boolean): Theme {
  const opposite = darkSystem ? 'light' : 'dark';
  if (current === 'system') return opposite;
  if (current === opposite) return darkSystem ? 'dark' : 'light';
  return 'system';
}

export function switchTheme(): void {
  theme.value = nextTheme(theme.value, systemIsDark.value);
  remember(theme.value);
}

/** Follows the system and the stored choice; call once. */
export function startTheme(): void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  systemIsDark.value = query.matches;
  query.addEventListener('change', (event) => {
    systemIsDark.value = event.matches;
  });
  theme.value = remembered();
  effect(() => {
    document.documentElement.dataset['theme'] = effectiveTheme.value;
    palette.value = readPalette(document.documentElement);
  });
}

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // Storage is forbidden in some private windows: the choice then lasts as long as the page.
    return 'system';
  }
}

function remember(choice: Theme): void {
  try {
    if (choice === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // As above.
  }
}
