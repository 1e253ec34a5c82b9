// What the stories share: Debian's Chromium, a visit whose every request and complaint is noted, forms filled by their
// names. Nothing leaves the machine: other hosts do not resolve, and the site one flees to is played here.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { run, scratch, serve } from '../lib.mjs'

const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>Ailleurs</title>Ailleurs'))
await new Promise(done => site.listen(0, '127.0.0.1', done))
site.unref()
export const elsewhere = `http://localhost:${site.address().port}/`

export function open(options = {}) { return chromium.launch(launch(options)) }
export function launch(options = {}) {
  return { executablePath: '/usr/bin/chromium', headless: true, timeout: 60000, ...options,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'] }
}

// A server with a store of its own; `files` counts what it keeps.
let stores = 0
const servers = []
process.on('exit', () => { // also when a story broke off
  for (const { child } of servers) {
    try { process.kill(-child.pid, 'SIGKILL') } catch { /* gone */ }
  }
})
export async function house(...more) {
  const store = `sqlite:${join(scratch, `browser-${++stores}.db`)}`
  const server = await serve(['--store', store, '--exit-to', elsewhere, ...more])
  servers.push(server)
  return { ...server, store, files: () => Number.parseInt(run(['verify', '--store', store]).out) }
}

// A visit: a page of its own, `requests` it made, `complaints` of its console.
export async function visit(browser, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(30000)
  const requests = [], complaints = []
  context.on('request', r => { if (!r.url().startsWith('data:')) requests.push(r) }) // the browser's own icons
  context.on('weberror', e => complaints.push(String(e.error())))
  context.on('console', m => {
    // a page that answers 400 or 403 as it should is told there too
    const refused = /status of 4\d\d/.test(m.text()) && !/\.\w+$/.test(m.location().url)
    if (/error|warning/.test(m.type()) && !refused) complaints.push(m.text())
  })
  return { context, requests, complaints, page: await context.newPage(), close: () => context.close() }
}

// Gives each named field its value as a person would; a list or a choice takes the value's own word.
export async function fill(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${name}"]`)
    const kind = await field.first().evaluate(f => f.tagName === 'SELECT' ? 'select' : f.type)
    if (kind === 'select') await field.selectOption(value)
    else if (kind === 'radio' || kind === 'checkbox') await page.locator(`[name="${name}"][value="${value}"]`).check()
    else await field.fill(value)
  }
}

// Everything the form holds, as the person left it.
export const held = page => page.locator('main form').first().evaluate(form =>
  Object.fromEntries([...new FormData(form)].filter(([name]) => name !== 'csrf')))

export async function send(page) {
  const [answer] = await Promise.all([
    page.waitForResponse(r => r.request().method() === 'POST' && r.request().isNavigationRequest()),
    page.locator('main form button[type=submit]').last().click()])
  await page.waitForLoadState('load')
  return answer
}

export const plain = words => (words ?? '').replace(/[\u00a0\u202f]/g, ' ').replace(/\s+/g, ' ').trim()
export const said = async (page, where = 'main') => plain(await page.locator(where).textContent())

// Waits until the law is in the page and what is typed is answered without the network.
export async function openSimulator(page, url) {
  const law = page.waitForResponse(/\/static\/abri\.wasm$/)
  await page.goto(url)
  await (await law).finished()
}

export const situation = { requested_on: '2025-11-25', department: '59', beneficiary_of: 'caf', children: '2',
  document_kind: 'complaint', document_dated: '2025-11-20', resources: '713,16' }
export const outcomes = {
  grant: {}, loan: { resources: '4 000' }, refusal: { document_kind: 'police_log' }, review: { residence: 'unknown' },
}

// Somebody who does not exist, with an account of a bank that does not exist.
export function person() {
  return { contact_channel: 'phone', contact_value: '01 00 00 00 00', contact_hours: '9h-12h', code_word: 'hirondelle',
    family_name: 'EXEMPLE', given_names: 'Camille', born_on: '1990-01-01', line1: '1 rue de l’Essai', postcode: '59000',
    city: 'Lille', department: '59', beneficiary_of: 'caf', resources: '713,16', children: '2', document_kind: 'complaint',
    document_dated: today(), iban: 'FR7699999000010000000000115', seen_by_others: 'no', consent_departement: 'yes',
    repay_if_loan: 'yes', report_proceedings: 'yes' }
}
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date())

export async function enter(page, url, name, password = 'essai-sans-valeur') {
  await page.goto(`${url}/bureau`)
  await fill(page, { name, password })
  return send(page)
}
