// The buttons at the top right: another bill, the sample, and the theme.
import { screen } from '../state/app_state';
import { analyst } from '../state/page_analyst';
import { switchTheme, type Theme, theme } from '../state/theme';
import { chooseFiles } from './first_screen';

const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
};

export function TopActions() {
  return (
    <>
      {screen.value !== 'first' && (
        <>
          <button type="button" class="button" onClick={chooseFiles}>
            Open a bill
          </button>
          <button type="button" class="button" onClick={() => void analyst.analyzeSample()}>
            Sample
          </button>
        </>
      )}
      <button
        type="button"
        class="button quiet"
        onClick={switchTheme}
        title="Switch between light, dark and the system's choice"
      >
        <span class="theme-disc" aria-hidden="true" />
        <span class="theme-word">Theme: </span>
        {THEME_NAMES[theme.value]}
      </button>
    </>
  );
}
