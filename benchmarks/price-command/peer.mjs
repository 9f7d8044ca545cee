// The same lines through genai-prices' JavaScript engine.
import { createInterface } from 'node:readline'
import { calcPrice } from '@pydantic/genai-prices'

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
let out = ''
for await (const line of lines) {
  const { case_id, provider, model, timestamp, usage } = JSON.parse(line)
  const price = calcPrice(usage, model, { providerId: provider, timestamp: new Date(timestamp) })
  out += JSON.stringify({ case_id, amount: price?.total_price, model: price?.model.id }) + '\n'
  if (out.length > 65536) { process.stdout.write(out); out = '' }
}
process.stdout.write(out)
