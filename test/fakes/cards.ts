/** A model card in the manner of ModelScope's: CC-BY-NC, with limits and forbidden uses. */
export const nonCommercialCard = `---
license: cc-by-nc-4.0
pipeline_tag: text-to-video
---
# Text-to-video in the open domain

This model is made of three networks.

## Model limitations and biases

* The model is trained on public data sets, and what it shows may lean as these do.

### Words

* It reads English only.

## Misuse, Malicious Use and Excessive Use

* It is forbidden to make content that demeans or harms people, their culture or religion.
* Prohibited for pornographic, violent and bloody content.

## Training data

Pictures and videos.
`
