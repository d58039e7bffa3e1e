// Registers the parts of Chart.js that the cost chart uses, and no others.
import { Chart, Filler, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import annotation from 'chartjs-plugin-annotation';
import zoom from 'chartjs-plugin-zoom';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, annotation, zoom);

export { Chart };
