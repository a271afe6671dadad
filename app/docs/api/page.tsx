import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/app-shell/app-shell';
import { PageHeader } from '@/components/app-shell/page-header';
import { replyLimit } from '@/components/docs/reply-limit';
import { SnippetBlock } from '@/components/docs/snippet-block';
import { snippets } from '@/components/docs/snippets';
import { TryIt } from '@/components/docs/try-it';
import { apiBaseUrl } from '@/lib/api/base-url';
import { requireUserPage } from '@/lib/auth';
import { listModels } from '@/lib/models';

export const metadata: Metadata = { title: 'API' };

export default async function ApiDocsPage() {
  const user = await requireUserPage('/docs/api');
  const baseUrl = apiBaseUrl(await headers());
  const choices = await listModels();
  const models = choices.map(({ id }) => id);
  return (
    <AppShell user={user}>
      <PageHeader title="API" />
      <div className="mx-auto w-full max-w-3xl space-y-10 px-4 py-6 md:px-6">
        <Section id="start" title="Call it">
          <p className="text-sm leading-relaxed">
            Any client of OpenAI’s API works with this address and{' '}
            <Link href="/settings/api-keys" className="text-primary underline underline-offset-4">
              a key of yours
            </Link>
            . What it uses is on your bill, token by token.
          </p>
          <SnippetBlock title="Base URL" code={baseUrl} />
          {snippets(baseUrl, models[0] ?? 'a-model').map((snippet) => (
            <SnippetBlock key={snippet.title} title={snippet.title} code={snippet.code} />
          ))}
        </Section>
        <Section id="try" title="Try it">
          {models.length > 0 ? (
            <TryIt baseUrl={baseUrl} models={models} />
          ) : (
            <p className="text-sm leading-relaxed">
              There are no chat models to choose from right now: the model’s server lists none, or can’t be
              asked.
            </p>
          )}
        </Section>
        <Section id="rules" title="Good to know">
          <ul className="list-disc space-y-2 pl-5 text-sm leading-relaxed">
            <li>There are chat completions, responses, embeddings and models, blocking and streaming.</li>
            <li>
              A program that closes its connection stops the reply, and pays for what was made by then. With
              an <code>Idempotency-Key</code> the reply goes on, and the same request gets it again for 24
              hours without another charge.
            </li>
            {models.length > 0 && (
              <li>
                A request without a limit gets a reply of {replyLimit(choices)}, thoughts included. For a
                longer one, send <code>max_completion_tokens</code> in a chat completion, or{' '}
                <code>max_output_tokens</code> in a response.
              </li>
            )}
            <li>
              What costs more than tokens is refused with a sentence: other service tiers, audio, the vendor’s
              own tools. So is what is kept at the vendor’s: send whole conversations, with the model’s
              reasoning items unchanged, and <code>store: false</code>.
            </li>
            <li>
              The header <code>x-cost-usd</code> of a reply in one piece says what it cost, and{' '}
              <code>x-ratelimit-*</code> what is left of the key’s minute.
            </li>
          </ul>
        </Section>
      </div>
    </AppShell>
  );
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="space-y-4">
      <h2 id={id} className="font-semibold text-base">
        {title}
      </h2>
      {children}
    </section>
  );
}
