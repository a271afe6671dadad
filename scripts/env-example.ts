import { writeFile } from 'node:fs/promises';
import { envExample } from '@/lib/env-example';

/** `npm run env:example`: writes `.env.example` from what lib/env.ts says of each variable. */
await writeFile('.env.example', envExample());
