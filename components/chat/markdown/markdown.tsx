import { Block } from './block';
import { definitionsOf } from './link/definitions';
import { splitBlocks } from './split-blocks';

/**
 * What a model wrote, as markdown. It is not trusted: HTML in it stays text, nothing is loaded from where the model says,
 * and links and images lead out by a click only.
 *
 * @param isGrowing whether more of it is to come
 */
export default function Markdown({ children, isGrowing = false }: { children: string; isGrowing?: boolean }) {
  const { blocks, definitions } = splitBlocks(children);
  const ofBlocks = definitionsOf(
    blocks.map(({ kind, text }) => (kind === 'markdown' ? text : '')),
    definitions,
  );
  return (
    <div className="markdown">
      {blocks.map(({ kind, start, text }, index) => (
        <Block
          key={start}
          kind={kind}
          text={text}
          definitions={ofBlocks[index] ?? ''}
          isGrowing={isGrowing && index === blocks.length - 1}
        />
      ))}
    </div>
  );
}
