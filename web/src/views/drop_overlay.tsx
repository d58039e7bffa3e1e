// The whole window takes a drop: a frame while files hover, the analysis when they fall.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { droppedFiles } from '../state/dropped_files';
import { analyst } from '../state/page_analyst';

export function DropOverlay() {
  const hovering = useSignal(false);
  useEffect(() => {
    const stop = new AbortController();
    const listen = (
      type: 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      act: (event: DragEvent) => void,
    ) => window.addEventListener(type, act, { signal: stop.signal });
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      hovering.value = true;
    };
    listen('dragenter', over);
    listen('dragover', over);
    listen('dragleave', (event) => {
      // Null when the pointer leaves the window; otherwise it only crosses an element.
      if (event.relatedTarget === null) hovering.value = false;
    });
    listen('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      hovering.value = false;
      if (event.dataTransfer !== null) void analyzeDropped(event.dataTransfer);
    });
    return () => stop.abort();
  }, [hovering]);
  if (!hovering.value) return null;
  return (
    <div class="drop-overlay" aria-hidden="true">
      <p>Drop to analyze. The file stays on this computer.</p>
    </div>
  );
}

async function analyzeDropped(transfer: DataTransfer): Promise<void> {
  const files = await droppedFiles(transfer);
  if (files.length > 0) await analyst.analyzeFiles(files);
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
