// A link to a part of "What was read" further down; a part that is folded is opened first.
import type { ComponentChildren } from 'preact';

interface Props {
  /** Id of the part. */
  readonly to: string;
  readonly children: ComponentChildren;
}

export function FactsLink({ to, children }: Props) {
  const unfold = (): void => {
    const part = document.getElementById(to);
    if (part instanceof HTMLDetailsElement) part.open = true;
  };
  return (
    <a href={`#${to}`} onClick={unfold}>
      {children}
    </a>
  );
}
