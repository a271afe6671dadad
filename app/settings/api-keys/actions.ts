'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { createKey } from '@/lib/api-keys/create';
import { revokeKey } from '@/lib/api-keys/revoke';
import { rotateKey } from '@/lib/api-keys/rotate';
import { requireUser } from '@/lib/auth';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { type FormState, showingErrors } from '@/lib/form-state';
import { type ApiKeyId, idSchema, type UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { HOW_TO_WRITE_USD, usdField } from '@/lib/usd-field';

const PAGE = '/settings/api-keys';
const DAY_MS = 24 * 60 * 60 * 1000;

const newKeyForm = z.object({
  name: z.string().trim().min(1, 'Give the key a name.').max(100, 'The name may have 100 characters.'),
  expiresInDays: z.enum(['', '30', '90', '365']),
  spendLimit: usdField(`Write the limit ${HOW_TO_WRITE_USD}.`),
  models: z.array(z.string()),
});

/** @returns the key, for the only time */
export async function makeKey(_: FormState<string>, form: FormData): Promise<FormState<string>> {
  const parsed = newKeyForm.safeParse({ ...Object.fromEntries(form), models: form.getAll('models') });
  if (!parsed.success) return { error: parsed.error.issues[0]?.message };
  const { name, expiresInDays, spendLimit, models } = parsed.data;
  return changing(async (userId) => {
    const { key } = await createKey(await getDb(), {
      userId,
      name,
      expiresAt: expiresInDays ? new Date(Date.now() + Number(expiresInDays) * DAY_MS) : null,
      spendLimitPico: spendLimit ? parseUsd(spendLimit) : null,
      models: models.length > 0 ? models : null,
    });
    return { value: key };
  });
}

const rotateForm = z.object({
  id: idSchema<ApiKeyId>(),
  overlapSeconds: z.coerce.number().int().min(0).max(604_800),
});

/** @returns the new key, for the only time */
export async function replaceKey(_: FormState<string>, form: FormData): Promise<FormState<string>> {
  const { id, overlapSeconds } = rotateForm.parse(Object.fromEntries(form));
  return changing(async (userId) => ({
    value: await rotateKey(await getDb(), { userId, id, overlapSeconds }),
  }));
}

export async function endKey(_: FormState, form: FormData): Promise<FormState> {
  const id = idSchema<ApiKeyId>().parse(form.get('id'));
  return changing(async (userId) => {
    await revokeKey(await getDb(), { userId, id });
    return {};
  });
}

function changing<Value>(change: (userId: UserId) => Promise<FormState<Value>>): Promise<FormState<Value>> {
  return showingErrors(async () => {
    const { id } = await requireUser();
    try {
      const state = await change(id);
      revalidatePath(PAGE);
      return state;
    } catch (error) {
      // It was revoked meanwhile, in another tab, say: the list doesn't know yet.
      if (error instanceof NotFoundError) revalidatePath(PAGE);
      throw error;
    }
  });
}
