import { createHmac, timingSafeEqual } from 'node:crypto';
import { idSchema, type UserId } from '@/lib/ids';
import type { UserWithPassword } from '../find-user';

/** How long a link holds. */
export const LINK_SECONDS = 60 * 60;

const TOKEN = /^([0-9a-f-]{36})\.(\d{1,12})\.([\w-]{43})$/;

/**
 * The part of a link that says who may choose a new password, and until when. Nothing is kept of it: the seal covers the
 * password of now, so that a link is over once a new one is chosen.
 */
export function passwordToken(secret: string, holder: UserWithPassword, now: Date): string {
  const endsAt = Math.floor(now.getTime() / 1_000) + LINK_SECONDS;
  return `${holder.user.id}.${endsAt}.${seal(secret, holder, endsAt)}`;
}

/** Whom a token says that it is for; undefined when it is none, or over. It may still be forged: see `isSealed`. */
export function tokenHolder(token: string, now: Date): UserId | undefined {
  const [, id, endsAt] = TOKEN.exec(token) ?? [];
  if (id === undefined || Number(endsAt) * 1_000 <= now.getTime()) return undefined;
  return idSchema<UserId>().safeParse(id).data;
}

/** Whether we made this token, for this person with this password. */
export function isSealed(secret: string, token: string, holder: UserWithPassword): boolean {
  const [, id, endsAt, sent] = TOKEN.exec(token) ?? [];
  if (id !== holder.user.id || sent === undefined) return false;
  return timingSafeEqual(Buffer.from(sent), Buffer.from(seal(secret, holder, Number(endsAt))));
}

function seal(secret: string, { user, passwordHash }: UserWithPassword, endsAt: number): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['password-link', user.id, endsAt, passwordHash]))
    .digest('base64url');
}
