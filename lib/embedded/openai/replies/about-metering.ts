import type { Topic } from './topic';

export const aboutMetering: Topic[] = [
  {
    title: 'How metering works',
    patterns: [
      /\bmeter(s|ed|ing)?\b/i,
      /\bhow\b.*\b(meter\w*|bill(ed|ing)?|count(ed|ing)?|usage|track(ed|ing)?)\b/i,
      /\b(reserve|dispatch|checkpoint|settle|settlement|ledger|outbox|hold)\b/i,
      /\b(exactly once|double[- ]?bill\w*|lost tokens?)\b/i,
    ],
    reply: `Every reply takes the same five steps, and is billed exactly once:

1. **Reserve.** Before anything is sent, the most this reply could cost is held against your allowance, in one SQL statement. If it does not fit, you are told so and nothing is spent.
2. **Dispatch.** It is written down that the request is about to leave. From here on, money may have been spent.
3. **Checkpoint.** While the reply streams in, the text and its token count are saved several times a second.
4. **Settle.** When it ends, however it ends, one transaction writes the final count and cost to the ledger, releases the hold, and puts a usage event in the outbox.
5. **Relay.** The outbox is delivered to OpenMeter, which the billing page reads. If OpenMeter is down, events wait; your chat does not.

A process that dies in mid-reply is cleaned up after: a reply that was dispatched is settled from its last checkpoint, one that was not is voided.`,
  },
  {
    title: 'What Stop does',
    patterns: [
      /\b(stop|stops|stopped|stopping|abort|cancel(s|led|ling)?|interrupt)\b/i,
      /\b(what|how)\b.*\b(stop button|press stop|stop does|i stop|i cancel)\b/i,
      /\bwhat does stop\b/i,
      /\b(close|closed|closing|reload|refresh)\b.*\b(tab|page|browser|window)\b/i,
    ],
    reply: `**Stop** ends the reply at the model, not only on your screen. You pay for the prompt and for the words that had arrived by then.

Leaving is something else:

| you | the reply | the bill |
|---|---|---|
| press Stop | ends at once | prompt + what arrived |
| close the tab, reload, lose the connection | runs to its end and waits for you | the whole reply |
| are refused, or never reach the model | was never made | nothing |
| get no answer, or half of one | ends there | prompt + what arrived |

Type \`/slow\` to get a reply that is slow enough to stop.`,
  },
  {
    title: 'When something fails',
    patterns: [
      /\b(fails?|failed|failure|error|errors|crash(es|ed)?|goes wrong|went wrong|outage|timeout)\b/i,
      /\bwhat (happens|if)\b.*\b(fail\w*|errors?|crash\w*|wrong|down|dies)\b/i,
    ],
    reply: `What a failure costs depends on how far the reply got:

- **Refused or unreachable:** nothing. The hold on your allowance is released.
- **Broken off in the middle, or never answered:** the prompt and what had arrived. If the provider did not report its count, we count the text ourselves, and the entry is marked *estimated*.
- **Retried by itself:** each attempt that reached the model is its own entry, because the provider charges each.

Try it: \`/error\` fails before the first word, \`/error midway\` breaks off in the middle.`,
  },
];
