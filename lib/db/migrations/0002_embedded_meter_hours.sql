CREATE TABLE "embedded_meter_hours" (
	"series_id" uuid NOT NULL,
	"start" timestamp with time zone NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"totals" numeric[] NOT NULL,
	"quarter0" numeric[],
	"quarter1" numeric[],
	"quarter2" numeric[],
	"quarter3" numeric[],
	CONSTRAINT "embedded_meter_hours_series_id_start_pk" PRIMARY KEY("series_id","start")
);
