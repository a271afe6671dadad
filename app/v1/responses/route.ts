import { modelRoute } from '@/lib/api/model-route';
import { createResponse } from '@/lib/api/responses/create';
import { responseRequest } from '@/lib/api/responses/request';

export * from '@/lib/api/unknown-methods';

export const maxDuration = 300;

export const POST = modelRoute(responseRequest, createResponse);
