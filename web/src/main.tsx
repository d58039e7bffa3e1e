// Starts the page: theme, ways in for a bill, and the views. Nothing else happens here.
import { render } from 'preact';
import { warmUpChart } from './charts/warm_up';
import { palette, startTheme } from './state/theme';
import { App } from './views/app';
import { DropOverlay } from './views/drop_overlay';
import { startFirstScreen } from './views/first_screen';
import { TopActions } from './views/top_actions';

const WARM_UP_DELAY_MS = 50;

function place(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no #${id}`);
  return element;
}

startTheme();
startFirstScreen(place('first-screen'), place('file-input') as HTMLInputElement);
render(<TopActions />, place('top-actions'));
render(<App />, place('app'));
render(<DropOverlay />, place('overlay'));

// Once the first screen stands: the chart's code is ready before the first bill is.
setTimeout(() => palette.value && warmUpChart(palette.value), WARM_UP_DELAY_MS);
