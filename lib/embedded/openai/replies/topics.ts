import { aboutConnecting } from './about-connecting';
import { aboutMetering } from './about-metering';
import { aboutTheApp } from './about-the-app';
import { aboutTokens } from './about-tokens';
import { smallTalk } from './small-talk';
import type { Topic } from './topic';

// In order of precedence: where two topics fit equally well, the earlier comes first.
const topics: Topic[] = [...aboutTokens, ...aboutMetering, ...aboutConnecting, ...aboutTheApp, ...smallTalk];

/**
 * The topics a text is about, best first: one, or two that fit it equally and well.
 *
 * @param minScore how many patterns must match; 1 is a hint, 2 is as good as certain
 */
export function findTopics(text: string, minScore = 1): Topic[] {
  const scored = topics
    .map((topic) => ({ topic, score: topic.patterns.filter((pattern) => pattern.test(text)).length }))
    .filter(({ score }) => score >= minScore)
    .toSorted((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score === best)
    .slice(0, best > 1 ? 2 : 1)
    .map(({ topic }) => topic);
}
