package dev.runnel.sandbox.eliza;

import java.util.List;

/** What Eliza knows to say, the more telling patterns first. */
final class Rules {

  static final List<Rule> RULES =
      List.of(
          Rule.to(
              "\\b(?:who|what) are you\\b",
              "I am Eliza, the sandbox's own conversationalist. No model and no network are"
                  + " involved, but your words really travelled over HTTP to reach me. And who are"
                  + " you?",
              "They call me Eliza. I live in a sandbox on your own machine, and I mostly ask"
                  + " questions. What made you wonder?"),
          Rule.to(
              "\\bmy name is (\\S{1,40}?)[.!?,]*(?:\\s|$)",
              "Pleased to meet you, {}. What is on your mind today?",
              "Hello, {}. Tell me a little about yourself."),
          Rule.to(
              "\\b(?:what is|what's) my name\\b|\\bwho am i\\b",
              "You have not told me your name, as far as I remember. What is it?"),
          Rule.to(
              "\\bI(?:'m| am) (?:so |very )?(sad|lonely|tired|unhappy|afraid|worried|angry)\\b",
              "I am sorry to hear that you are {}. When did that begin?",
              "Being {} is hard. Is there someone you can talk to about it?"),
          Rule.to(
              "\\bI need (.+)",
              "Why do you need {}?",
              "What would it mean to you if you got {}?",
              "Suppose you had {} already. What would change?"),
          Rule.to(
              "\\bI want (.+)",
              "What would you do if you had {}?",
              "Why do you want {} just now?",
              "And what keeps you from {}?"),
          Rule.to(
              "\\bI feel (.+)",
              "Do you often feel {}?",
              "When you feel {}, what do you usually do?",
              "Tell me more about feeling {}."),
          Rule.to(
              "\\bI can(?:'t|not) (.+)",
              "How do you know that you cannot {}?",
              "Perhaps you could {} if you tried. What stands in the way?"),
          Rule.to(
              "\\bI think (.+)",
              "Do you really think {}?",
              "What makes you think {}?",
              "Many would say otherwise. Why do you think {}?"),
          Rule.to(
              "\\bI(?:'m| am) (.+)",
              "How long have you been {}?",
              "Is it because you are {} that you came to me?",
              "How do you feel about being {}?"),
          Rule.to(
              "\\byou(?:'re| are) (.+)",
              "What makes you think that I am {}?",
              "Would it please you if I were {}?",
              "Perhaps you would like to be {} yourself."),
          Rule.to(
              "\\bbecause (.+)",
              "Is that the real reason, that {}?",
              "What other reasons come to mind, besides that {}?"),
          Rule.to(
              "\\bmy"
                  + " (mother|father|sister|brother|wife|husband|son|daughter|friend|boss|cat|dog)\\b",
              "Tell me more about your {}.",
              "How do you get along with your {}?",
              "What comes to mind first when you think of your {}?"),
          Rule.to(
              "\\b(java|jvm|code|program|bug|test|compiler|thread|computer|machine)s?\\b",
              "You mention {}: does that worry you, or does it please you?",
              "People who speak of {} to me often mean something else. What might it be?",
              "And when nobody watches, how does {} behave then?"),
          Rule.to(
              "\\b(?:hello|hi|hey|good (?:morning|evening|day))\\b",
              "Hello! I am Eliza, and I answer from a sandbox on your own machine. How are you"
                  + " today?",
              "Hello to you too. What would you like to talk about?",
              "Good day. Please tell me what brings you here."),
          Rule.to(
              "\\b(?:thanks|thank you)\\b",
              "You are welcome. Shall we go on?",
              "Gladly. What else is on your mind?"),
          Rule.to(
              "\\b(?:bye|goodbye|farewell)\\b",
              "Goodbye. It was good to talk with you.",
              "Farewell. My memory ends with this conversation, so your secrets are safe."),
          Rule.to(
              "\\b(?:sorry|apologi[sz]e)\\b",
              "There is no need to apologise. Please go on.",
              "Do not worry. What did you want to say?"),
          Rule.to(
              "\\b(?:always|never|everybody|nobody)\\b",
              "Can you think of one example?",
              "Really without exception? When was the last time?"),
          Rule.to(
              "^\\s*(?:yes|yeah|sure|of course)\\b",
              "You seem quite certain. What makes you so sure?",
              "I see. And how does that make you feel?"),
          Rule.to(
              "^\\s*(?:no|nope|not really)\\b",
              "Why not?",
              "You say no rather firmly. What would a yes have cost you?"),
          Rule.to(
              "\\b(?:why|how|what|when|where|who)\\b[^?]*\\?",
              "What do you think?",
              "That is a good question. What answer would please you most?",
              "Before I answer: why do you ask?"));

  static final List<String> OTHERWISE =
      List.of(
          "Please go on.",
          "You said “{}”. Tell me more about that.",
          "What does “{}” suggest to you?",
          "I am not sure that I follow. Could you put “{}” in other words?",
          "How does that make you feel?");

  static final List<String> REMEMBERED =
      List.of(
          "Earlier you said “{}”. Does that have anything to do with this?",
          "Let us go back to something: you said “{}”. What did you mean?");

  static final List<String> SILENCE =
      List.of("You are very quiet. What are you thinking of?", "I am listening. Take your time.");

  private Rules() {}
}
