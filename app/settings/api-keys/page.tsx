import type { Metadata } from 'next';
import Link from 'next/link';
import { timeZoneFor } from '@/app/billing/time-zone';
import { AppShell } from '@/components/app-shell/app-shell';
import { PageHeader } from '@/components/app-shell/page-header';
import { KeyList } from '@/components/settings/api-keys/key-list';
import { NewKey } from '@/components/settings/api-keys/new-key';
import { callableIds } from '@/lib/api/list-models';
import { listKeys } from '@/lib/api-keys/list';
import { requireUserPage } from '@/lib/auth';
import { getDb } from '@/lib/db/client';
import { listModels } from '@/lib/models';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  const user = await requireUserPage('/settings/api-keys');
  const now = new Date();
  const [keys, choices, timeZone] = await Promise.all([
    listKeys(await getDb(), { userId: user.id, now }),
    listModels(),
    timeZoneFor({ tz: null }),
  ]);
  const models = callableIds(choices);
  return (
    <AppShell user={user}>
      <PageHeader title="API keys">
        <NewKey models={models} />
      </PageHeader>
      <div className="mx-auto w-full max-w-4xl space-y-4 px-4 py-6 md:px-6">
        <p className="max-w-prose text-muted-foreground text-sm leading-relaxed">
          With a key, any client of OpenAI’s API works here. What it uses is on your bill beside your chats.{' '}
          <Link href="/docs/api" className="text-primary underline underline-offset-4">
            How to call the API
          </Link>
        </p>
        <KeyList keys={keys} models={models} timeZone={timeZone} now={now} />
      </div>
    </AppShell>
  );
}
