import { type ComponentProps, memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { ScrollArea } from '@/components/ui/scroll-area';
import { CodeBlock } from './code-block';
import './markdown.css';
import { splitBlocks } from './split-blocks';

/**
 * What a model wrote, as markdown. It is not trusted: HTML in it stays text, a link leads out with no referrer and no
 * weight, and an image is a link, so that nothing is loaded from where the model says.
 */
export default function Markdown({ children }: { children: string }) {
  return (
    <div className="markdown">
      {splitBlocks(children).map(({ start, text }) => (
        <Block key={start} text={text} />
      ))}
    </div>
  );
}

/** A block is parsed only when its text changes: while a reply streams in, that is the last one. */
const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS}>
      {text}
    </ReactMarkdown>
  );
});

const PLUGINS = [remarkGfm];

const COMPONENTS: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  img: ({ src, alt }) => (
    <OutsideLink href={typeof src === 'string' ? src : undefined}>
      Image: {alt || 'without a description'}
    </OutsideLink>
  ),
  pre: ({ node, children }) => <CodeBlock node={node}>{children}</CodeBlock>,
  table: ({ children }) => (
    <ScrollArea className="overflow-x-auto">
      <table>{children}</table>
    </ScrollArea>
  ),
};

function OutsideLink({ href, children }: ComponentProps<'a'>) {
  if (!href) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
