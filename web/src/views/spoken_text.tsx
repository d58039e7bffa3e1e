// A polite live region: says the newest text once the reader has rested for a moment.
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Keys held down would otherwise queue a sentence for every day they pass. */
const REST_MS = 250;

export function SpokenText({ text }: { text: Signal<string> }) {
  const said = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => {
      said.value = text.value;
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text.value, said, text]);
  return (
    <p class="unseen" aria-live="polite">
      {said.value}
    </p>
  );
}
