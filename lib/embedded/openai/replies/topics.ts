import { aboutConnecting } from './about-connecting';
import { aboutMetering } from './about-metering';
import { aboutTheApp } from './about-the-app';
import { aboutTokens } from './about-tokens';
import { smallTalk } from './small-talk';
import type { Topic } from './topic';

// In order of precedence: where two topics fit equally well, the earlier comes first.
const topics: Topic[] = [...aboutTokens, ...aboutMetering, ...aboutConnecting, ...aboutTheApp, ...smallTalk];

/** In a long text, a question stands before or after what was pasted. Patterns take time cubic in the length. */
const END_CHARACTERS = 300;

/**
 * The topics a text is about, best first: one, or two that fit it equally and well. Only the beginning and the end of a long
 * text are looked at.
 *
 * @param minScore how many patterns must match; 1 is a hint, 2 is as good as certain
 */
export function findTopics(text: string, minScore = 1): Topic[] {
  const looked = endsOf(text);
  const scored = topics
    .map((topic) => ({ topic, score: topic.patterns.filter((pattern) => pattern.test(looked)).length }))
    .filter(({ score }) => score >= minScore)
    .toSorted((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score === best)
    .slice(0, best > 1 ? 2 : 1)
    .map(({ topic }) => topic);
}

/** On two lines, across which no pattern matches. */
function endsOf(text: string): string {
  if (text.length <= 2 * END_CHARACTERS) return text;
  return `${text.slice(0, END_CHARACTERS)}\n${text.slice(-END_CHARACTERS)}`;
}
