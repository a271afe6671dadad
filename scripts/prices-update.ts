import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findProvider } from '@pydantic/genai-prices';
import { z } from 'zod';
import { type PriceBookFile, priceBookFile } from '@/lib/pricing/price-book-file';
import { describeChanges } from '@/lib/pricing/update/describe-changes';
import { mergeModels } from '@/lib/pricing/update/merge';
import { printBook } from '@/lib/pricing/update/print-book';
import { readModel } from '@/lib/pricing/update/read-source';
import { utcDay } from '@/lib/utc-day';

/**
 * `npm run prices:update`: brings lib/pricing/price-book.json, or another file that is named, up to the installed
 * @pydantic/genai-prices.
 */

const SOURCE = '@pydantic/genai-prices';
/** Vendors whose own prices are charged. docs/pricing.md says why gateways such as OpenRouter are not among them. */
const PROVIDERS = ['openai'];
const [bookPath = 'lib/pricing/price-book.json'] = process.argv.slice(2);

const today = utcDay(new Date());
const before = readBook();
const after: PriceBookFile = {
  source: SOURCE,
  sourceVersion: installedVersion(),
  madeOn: today,
  providers: Object.fromEntries(
    PROVIDERS.map((id) => [
      id,
      mergeModels(before?.providers[id] ?? [], sourceModels(id).map(readModel), today),
    ]),
  ),
};

const changes = PROVIDERS.flatMap((id) =>
  describeChanges(before?.providers[id] ?? [], after.providers[id] ?? []).map((line) => `${id} ${line}`),
);
if (changes.length === 0 && before?.sourceVersion === after.sourceVersion) {
  console.log(`Nothing changed: the price book agrees with ${SOURCE} ${after.sourceVersion}.`);
} else {
  // First, so that they are known whatever becomes of the file.
  for (const change of changes) console.log(change);
  writeFileSync(bookPath, printBook(after));
  console.log(`\nWrote ${bookPath} from ${SOURCE} ${after.sourceVersion}.`);
  console.log('Prices are in dollars per million tokens. Review the difference before you commit it.');
}

function readBook(): PriceBookFile | undefined {
  if (!existsSync(bookPath)) return undefined;
  return priceBookFile.parse(JSON.parse(readFileSync(bookPath, 'utf8')));
}

function sourceModels(providerId: string) {
  const provider = findProvider({ providerId });
  if (!provider)
    throw new Error(`${SOURCE} knows no provider "${providerId}". Correct PROVIDERS in this script.`);
  return provider.models;
}

function installedVersion(): string {
  const packageJson = JSON.parse(readFileSync(`node_modules/${SOURCE}/package.json`, 'utf8'));
  return z.object({ version: z.string() }).parse(packageJson).version;
}
