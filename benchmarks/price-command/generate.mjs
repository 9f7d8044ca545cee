// Writes N lines of input for `costspan price`, the same ones each time: models of eleven providers in genai-prices' spelling,
// usages from 50 to 400,000 input tokens with and without caches and reasoning, instants from 2024-11 to 2026-07.
import { createWriteStream } from 'node:fs'

const MODELS = {
  openai: ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-5', 'gpt-5-mini', 'o3', 'o4-mini', 'text-embedding-3-small'],
  anthropic: ['claude-3-haiku', 'claude-3-5-haiku-latest', 'claude-3-7-sonnet-latest', 'claude-haiku-4-5', 'claude-sonnet-4-5',
    'claude-opus-4-1'],
  google: ['gemini-2.0-flash', 'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-2.5-pro'],
  mistral: ['codestral', 'devstral-small', 'magistral-medium', 'mistral-small-latest'],
  cohere: ['command-a', 'command-r', 'command-r-plus', 'command-r7b'],
  groq: ['gemma2-9b-it', 'llama-3.1-8b-instant', 'llama-3.3-70b-versatile'],
  perplexity: ['r1-1776'],
  aws: ['amazon.nova-lite-v1:0', 'amazon.nova-micro-v1:0', 'amazon.nova-pro-v1:0'],
  'x-ai': ['grok-3', 'grok-3-mini', 'grok-4-0709', 'grok-code-fast-1'],
  openrouter: ['ai21/jamba-1.6-large', 'openai/gpt-4o-mini', 'anthropic/claude-3.5-haiku'],
  novita: ['deepseek/deepseek-r1', 'deepseek/deepseek-r1-distill-qwen-14b'],
}
const CACHE = new Set(['openai', 'anthropic', 'google', 'x-ai'])
const FIRST = Date.UTC(2024, 10, 1)
const DAYS = 640

let state = 20260821
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 4294967296) * below)
}

const pairs = Object.entries(MODELS).flatMap(([provider, models]) => models.map((model) => ({ provider, model })))
const [count, file] = [Number(process.argv[2]), process.argv[3]]
const out = createWriteStream(file)
for (let i = 0; i < count; i++) {
  const { provider, model } = pairs[random(pairs.length)]
  const input = 50 + random(random(10) === 0 ? 400000 : 20000)
  const usage = { input_tokens: input }
  if (!model.includes('embedding')) {
    usage.output_tokens = 1 + random(4000)
    if (CACHE.has(provider) && random(2)) usage.cache_read_tokens = random(input)
    if (provider === 'anthropic' && random(3) === 0) usage.cache_write_tokens = random(input - (usage.cache_read_tokens ?? 0))
    if (random(8) === 0) usage.output_reasoning_tokens = random(usage.output_tokens)
  }
  const timestamp = new Date(FIRST + random(DAYS * 86400) * 1000).toISOString()
  const line = JSON.stringify({ case_id: `case-${i}`, provider, model, timestamp, usage }) + '\n'
  if (!out.write(line)) await new Promise((resume) => out.once('drain', resume))
}
out.end()
