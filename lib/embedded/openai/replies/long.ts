/** What `/long` says: some 1,500 tokens, and worth reading. */
export const longReply = `# The life of a token

You asked for something long, so here is the whole way of one token, from the moment you press Enter to the moment it is a line on a bill.

## 1. It is counted before it exists

Your message is not the only thing that is sent. A model remembers nothing between two replies, so the whole conversation goes with each new message: what you wrote, what it answered, and any instructions in front. That is the *prompt*, and it is counted first, with the same tokenizer the model uses.

To that the longest reply you could get is added. Nobody knows yet how long it will be, but the request names a limit, and a model cannot write beyond it. The two together, at the model's rates, are the most this reply can cost.

## 2. Money is set aside

That amount is held against your allowance. The check and the hold are one SQL statement, which matters more than it sounds: if checking and holding were two steps, ten requests at the same moment could all pass the check and then spend ten times what is left. In one statement the database lets them through one after the other, and the eleventh is told that the allowance is used up, by how much, and when it begins anew.

A nearly empty allowance is not a closed door. If it no longer covers the usual length, the limit is lowered to what it does cover, and the reply is shorter.

## 3. A line is drawn

Before the first byte leaves, the reply is marked as *dispatched*. It is a small note with large consequences:

- If the process dies **before** that line, no model was ever asked. The hold is released, and nothing is owed.
- If it dies **after** it, a model may have worked, and the provider will charge for that. So the reply is settled from what is known, never forgotten.

Most systems have no such line. They find out what a reply cost when it ends, and when it does not end, they never find out.

## 4. It streams

The model writes one token at a time, and each is passed on as it comes, which is why you see this text grow. The app reads the stream as fast as it can, whether or not your browser keeps up. That sounds like a detail, and is not: a program that reads only when the browser asks stops reading when the browser leaves, and then never sees the last message, which is the one that says how many tokens there were.

Several times a second, what has arrived is written to the database: the text, and how many tokens it is. This is done for all replies of the process in a single statement, so a hundred people chatting cost about as much as one. The same rows let you reload the page in the middle of a reply and read on.

## 5. It ends, one way or another

There are many ways for a reply to end:

| how it ends | what is billed |
|---|---|
| the model is done | what the provider reports |
| the limit is reached | what the provider reports |
| you press Stop | the prompt, and what had arrived |
| you close the tab | the reply goes on to its end, and is billed whole |
| the connection breaks | the prompt, and what had arrived |
| the provider reports nothing | our own count, marked *estimated* |
| the provider refuses | nothing |
| our own server loses power | the last checkpoint, at the next start |

Each of them leads to the same place: *settle*. In one transaction the final numbers are written, the hold is released, the cost is entered in the ledger, and an event is put in the outbox. Either all of it happens or none of it does. And it happens once, since the first thing the transaction does is to claim the reply, and a reply can be claimed only one time.

## 6. It gets a price

A price per million tokens is usually a number with a few decimals, and computers are famously bad at those: add a tenth to itself ten times and you don't quite get one. So there are no decimals here. A rate is a whole number of pico-dollars per token, and a cost is a whole number of pico-dollars. Sums of a billion tiny amounts come out exact. It is rounded once, where it is shown to you.

Input that the provider had cached is cheaper, so it is counted apart. Hidden reasoning is output, and is priced as output. The rates are written into the entry itself: when the price list changes next month, last month stays as it was.

## 7. It travels

The event in the outbox says who used which model, when, how many tokens of which kind, and what they cost. It does not say a word of what was written. A relay takes such events to OpenMeter in batches. If OpenMeter is down, they wait, for a day if need be. If an answer is lost and a batch is sent twice, each event carries an id, and the second copy is recognised and ignored.

Your chat never waits for any of this.

## 8. It is drawn

OpenMeter adds the events up: by day, by model, by person. The billing page asks it for yours, cuts the days in your own time zone, and draws them. Next to it, the ledger lists each reply, so the picture and the list can be held against each other. An audit compares the two, down to the single token, and says so loudly if they ever differ.

## What about tools?

Some replies take a detour. The model does not answer at once but asks for a tool: look up the weather, search the files, tell the time. The app runs it, sends the result back, and the model reads the whole conversation again, with the result at its end.

To the person it is one reply. To the meter it is two, with two prompts and two outputs, because that is what the provider charges. Each of them goes through all the steps above on its own, and each has its own line. If the second one fails, the first is still owed, and is still there.

The same is true of the small replies you never see, such as the one that gave this chat its title. They are metered like any other, under a name of their own, so that you can tell them apart.

## Why so much care for so little money?

One token costs next to nothing. But a product that sells replies sells them by the million, and its bill is the one document its customers read closely. A token lost is yours to pay. A token counted twice is a customer who no longer believes the number. The only figure that needs no explaining is the right one.

That was the way of a token. You have just used about fifteen hundred of them. Look under this message, and then at the billing page: they should agree.`;
