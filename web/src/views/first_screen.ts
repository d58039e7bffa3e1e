// Brings the static first screen to life: its two buttons, the file input, and when it is seen.
import { effect } from '@preact/signals';
import { screen } from '../state/app_state';
import { analyst } from '../state/page_analyst';

let fileInput: HTMLInputElement | null = null;

/** Opens the browser's file dialog. */
export function chooseFiles(): void {
  fileInput?.click();
}

export function startFirstScreen(section: HTMLElement, input: HTMLInputElement): void {
  fileInput = input;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // Emptied, so that choosing the same file again is a change again.
    input.value = '';
    if (files.length > 0) void analyst.analyzeFiles(files);
  });
  const actions = { choose: chooseFiles, sample: () => void analyst.analyzeSample() };
  for (const [name, act] of Object.entries(actions)) {
    for (const button of section.querySelectorAll<HTMLButtonElement>(`[data-action=${name}]`)) {
      button.disabled = false;
      button.addEventListener('click', act);
    }
  }
  effect(() => {
    const cameBack = section.hidden && screen.value === 'first';
    section.hidden = screen.value !== 'first';
    // What had the focus is gone: the keyboard goes on from the heading.
    if (cameBack) section.querySelector('h1')?.focus();
  });
}
