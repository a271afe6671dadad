import { memo } from 'react';
import { AsWritten } from './as-written';
import { CodeBlock } from './code/code-block';
import { readFence } from './code/read-fence';
import { isCostly } from './costly';
import { MarkdownText } from './markdown-text';
import { Formula } from './math/formula';
import { readFormula } from './math/inline-math';
import type { MarkdownBlock } from './split-blocks';

/** A block is rendered only when its text changes: while a reply streams in, that is the last one. */
export const Block = memo(function Block({
  kind,
  text,
  definitions,
  isGrowing,
}: Omit<MarkdownBlock, 'start'> & {
  /** Of the links in it, wherever they stand. */
  definitions: string;
  isGrowing: boolean;
}) {
  switch (kind) {
    case 'code':
      return <CodeBlock {...readFence(text)} isGrowing={isGrowing} />;
    case 'formula':
      return <Formula {...readFormula(text.trim())} />;
    case 'markdown':
      if (isCostly(text)) return <AsWritten>{text}</AsWritten>;
      return <MarkdownText text={text} definitions={definitions} isGrowing={isGrowing} />;
  }
});
