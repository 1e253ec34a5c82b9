// Each page of hers as a connection of the second generation brings it: 250 kbit/s down, 50 up, 300 ms each way and back
// (what browsers call "slow 2G" and better), a processor six times slower, nothing cached. Prints when the first words are
// there and when the page is whole, then the answer of a form; three seconds are the design's word for the first.
import { house, fill, open, send, situation } from '../browser/browser.mjs'

const server = await house('--demo'), browser = await open()
const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 320, height: 568 } })
const page = await context.newPage(), wire = await context.newCDPSession(page)
await wire.send('Network.enable')
await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 300, downloadThroughput: 250e3 / 8, uploadThroughput: 50e3 / 8, connectionType: 'cellular2g' })
await wire.send('Emulation.setCPUThrottlingRate', { rate: 6 })
const took = async (name, go) => {
  const start = performance.now()
  await go()
  await page.waitForLoadState('networkidle')
  const { words, whole } = await page.evaluate(() => ({
    words: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
    whole: performance.getEntriesByType('navigation')[0].loadEventEnd }))
  console.log(`${name.padEnd(24)} first_words_ms ${Math.round(words)} whole_ms ${Math.round(whole)} seen_ms ${Math.round(performance.now() - start)}`)
}
for (const path of ['/simulateur', '/demande', '/suivi', '/aide', '/securite', '/aide?l=ar']) await took(path, () => page.goto(server.url + path))
await page.goto(`${server.url}/aide`)
await fill(page, { ou: 'Lille' })
await took('help of Lille', () => send(page, 'form:has(#ou)'))
await page.goto(`${server.url}/simulateur`)
await page.locator('main form').evaluate(form => { for (const f of form.querySelectorAll('fieldset')) f.hidden = false })
await fill(page, situation)
await took('simulateur, the answer', () => Promise.all([page.waitForNavigation({ timeout: 60000 }), page.locator('main form').first().evaluate(form => form.submit())]))
await browser.close()
await server.stop()
process.exit()
