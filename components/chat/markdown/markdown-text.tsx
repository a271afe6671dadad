import { type ComponentProps, createContext, use, useEffect, useId } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkCjkFriendly from 'remark-cjk-friendly/parseOnly';
import remarkCjkFriendlyStrikethrough from 'remark-cjk-friendly-gfm-strikethrough/parseOnly';
import remarkGfm from 'remark-gfm';
import { ScrollArea } from '@/components/ui/scroll-area';
import { CodeBlock } from './code/code-block';
import { languageOf } from './code/language-of';
import { completeEnd } from './complete-end';
import { remarkInlineLimits } from './inline-limits';
import { remarkBareAddresses } from './link/bare-addresses';
import { isFootnoteLink, rehypeFootnoteHeading } from './link/footnotes';
import { OutsideImage } from './link/outside-image';
import { OutsideLink } from './link/outside-link';
import { Formula, preloadFormulas } from './math/formula';
import { DISPLAY_CLASS, FORMULA_CLASS, remarkInlineMath } from './math/inline-math';
import { plainText } from './plain-text';
import { rehypeTextDirection } from './text-direction';

/** Markdown that needs a parser: all but code and formulas that stand by themselves. */
export function MarkdownText({
  text,
  definitions,
  isGrowing,
}: {
  text: string;
  definitions: string;
  isGrowing: boolean;
}) {
  // Footnotes of several replies are on one page.
  const prefix = `${useId()}-`;
  const mayHaveFormulas = /\$|\\[([]/.test(text);
  useEffect(() => {
    if (mayHaveFormulas) preloadFormulas();
  }, [mayHaveFormulas]);

  const whole = isGrowing ? completeEnd(text) : text;
  return (
    <IsGrowing value={isGrowing}>
      <ReactMarkdown
        remarkPlugins={PLUGINS}
        rehypePlugins={[rehypeTextDirection, [rehypeFootnoteHeading, { prefix }]]}
        remarkRehypeOptions={{ clobberPrefix: prefix }}
        components={COMPONENTS}
      >
        {definitions ? `${whole}\n\n${definitions}` : whole}
      </ReactMarkdown>
    </IsGrowing>
  );
}

const IsGrowing = createContext(false);

// A single tilde is “about”, and crosses nothing out.
const STRIKETHROUGH = { singleTilde: false };
const PLUGINS: ComponentProps<typeof ReactMarkdown>['remarkPlugins'] = [
  [remarkGfm, STRIKETHROUGH],
  // By CommonMark, `**注意：**这是` has no bold: it wants a space between a sign and a word.
  remarkCjkFriendly,
  [remarkCjkFriendlyStrikethrough, STRIKETHROUGH],
  remarkBareAddresses,
  remarkInlineMath,
  remarkInlineLimits,
];

const COMPONENTS: Components = {
  a: ({ node, ...link }) =>
    isFootnoteLink(node) ? (
      <a {...link} />
    ) : (
      <OutsideLink href={link.href} text={plainText(node)}>
        {link.children}
      </OutsideLink>
    ),
  img: ({ src, alt }) => <OutsideImage src={typeof src === 'string' ? src : undefined} alt={alt} />,
  // The only ones are the boxes of tasks.
  input: ({ checked }) => (
    <input type="checkbox" disabled checked={checked} aria-label={checked ? 'Done' : 'Not done'} />
  ),
  code: ({ className, node, children }) =>
    className?.includes(FORMULA_CLASS) ? (
      <Formula tex={plainText(node)} isDisplay={className.includes(DISPLAY_CLASS)} />
    ) : (
      <code dir="ltr">{children}</code>
    ),
  pre: function Pre({ node }) {
    const isGrowing = use(IsGrowing);
    return (
      <CodeBlock
        language={languageOf(node)}
        code={plainText(node).replace(/\n$/, '')}
        isGrowing={isGrowing}
      />
    );
  },
  table: ({ children }) => (
    <ScrollArea label="Table" className="overflow-x-auto">
      <table dir="auto">{children}</table>
    </ScrollArea>
  ),
};
