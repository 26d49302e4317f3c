"""A naive Bayes classifier of short texts."""

import collections
import math
import re


def words(text):
    return re.findall(r"[a-z]+", text.lower())


def learn(tickets, smoothing):
    """`tickets` are pairs of text and topic. The model is plain JSON."""
    topics = collections.Counter(topic for _, topic in tickets)
    counts = {topic: collections.Counter() for topic in topics}
    for text, topic in tickets:
        counts[topic].update(words(text))
    vocabulary = {word for count in counts.values() for word in count}
    return {
        topic: {
            "prior": math.log(number / len(tickets)),
            "words": {
                word: math.log((counts[topic][word] + smoothing) / total)
                for word in sorted(vocabulary)
            },
        }
        for topic, number in sorted(topics.items())
        for total in [sum(counts[topic].values()) + smoothing * len(vocabulary)]
    }


def classify(model, text):
    """The likeliest topic. Words that were not there to learn from say nothing."""

    def likelihood(topic):
        known = model[topic]["words"]
        return model[topic]["prior"] + sum(known.get(word, 0) for word in words(text))

    return max(model, key=likelihood)
