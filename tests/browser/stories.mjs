// Every story, or those named, each with servers of its own; two at a time, one for each core of the smallest machine.
import { check, end } from '../lib.mjs'
import { open } from './browser.mjs'
import { officePages, publicPages } from './accessibility.mjs'
import claim from './claim.mjs'
import exit from './exit.mjs'
import office from './office.mjs'
import simulator from './simulator.mjs'
import weight from './weight.mjs'

const browser = await open()
const named = process.argv.slice(3).filter(word => !word.startsWith('--'))
const waiting = [publicPages, officePages, exit, office, claim, simulator, weight].filter(s => !named.length || named.includes(s.name))
async function lane() {
  for (let story = waiting.shift(); story; story = waiting.shift()) {
    let deadline
    const late = new Promise((_, fail) => { deadline = setTimeout(fail, 240000, new Error('it did not end within four minutes')) })
    try {
      await Promise.race([story(browser), late])
    } catch (broken) {
      check(`${story.name} goes to its end`, false, broken.stack)
    } finally {
      clearTimeout(deadline)
    }
  }
}
await Promise.all([lane(), lane()])
await browser.close()
end()
