import type { ReactNode } from 'react';
import { Panel } from './panel';

/** What is counted and charged, in words. */
export function Rules() {
  return (
    <Panel id="rules" title="How you are billed">
      <dl className="grid gap-x-10 gap-y-4 text-sm @3xl:grid-cols-2">
        <Rule name="What counts">
          Every call of a model: replies, the titles of new chats, each step of a reply that uses tools, and
          what is called with your API keys, embeddings too. Files count as part of what is read. Its tokens
          in and out are multiplied by the price of that day, exactly; a sum is rounded once, where you read
          it.
        </Rule>
        <Rule name="Cached and reasoning tokens">
          Input that the provider found in its cache may have a lower price, and writing it there one of its
          own: see Prices. Reasoning is what the model thinks before it answers, whether or not you see it: it
          is output, at the price of output.
        </Rule>
        <Rule name="A reply you stop">You pay for the prompt and for what was written until then.</Rule>
        <Rule name="A reply that fails">
          You pay for the prompt and for what was delivered, if anything. When the model was never reached, or
          refused, you pay nothing.
        </Rule>
        <Rule name="Exact and estimated">
          Exact: the provider reported the tokens. Estimated: it didn’t report all of them, as when a
          connection breaks, so we counted the rest from the prompt and the text that was delivered.
        </Rule>
        <Rule name="Unpriced">
          A model that we know no price of. Its tokens are counted and shown, and not charged.
        </Rule>
        <Rule name="Held">
          The most that a running reply can cost. It is set aside when the reply begins and given back when it
          ends.
        </Rule>
        <Rule name="Periods">
          A period is a calendar month in UTC, in whatever time zone you read this page. Deleting a chat
          deletes no usage.
        </Rule>
      </dl>
    </Panel>
  );
}

function Rule({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium">{name}</dt>
      <dd className="mt-0.5 text-muted-foreground">{children}</dd>
    </div>
  );
}
