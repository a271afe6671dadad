import { memo } from 'react';
import type { ColouredLine } from './colours';

/** A line of code. Each is a block of its own, so that a line that grows has the browser lay out no other. */
export const CodeLine = memo(function CodeLine({
  text,
  colours = [],
}: {
  text: string;
  colours: ColouredLine | undefined;
}) {
  let end = 0;
  const pieces = colours.map(([length, colour]) => {
    const start = end;
    end += length;
    return (
      <span key={start} style={{ color: colour }}>
        {text.slice(start, end)}
      </span>
    );
  });
  return (
    <span className="block">
      {pieces}
      {`${text.slice(end)}\n`}
    </span>
  );
});
