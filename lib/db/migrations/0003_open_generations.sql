DROP INDEX "generations_open";--> statement-breakpoint
CREATE INDEX "generations_open" ON "generations" USING btree ("id") WHERE "generations"."settled_at" is null;--> statement-breakpoint
-- Room on each page for the newer versions of its rows: a generation is rewritten with every checkpoint.
ALTER TABLE "generations" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "balances" SET (fillfactor = 70);
