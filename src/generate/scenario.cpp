#include "generate/scenario.hpp"

#include <algorithm>

#include "generate/vocabulary.hpp"

namespace rsmf {

namespace {

constexpr TimeNs kStart = TimeNs{1'705'276'800} * kSecond;  // 2024-01-15T00:00:00Z: the 15th cannot be a month
constexpr TimeNs kDay = 86'400 * kSecond;
constexpr TimeNs kMorning = 6 * 3'600 * kSecond;
constexpr TimeNs kWaking = 16 * 3'600 * kSecond;  // people write between 6 and 22 o'clock
constexpr TimeNs kMicrosecond = 1'000;
constexpr uint32_t kMeanReplies = 3;

uint32_t per_million(double rate) {
  return static_cast<uint32_t>(rate * 1'000'000.0 + 0.5);
}

uint32_t default_chats(const GenerateOptions& options) {
  if (options.format == "whatsapp") return 1;
  return static_cast<uint32_t>(std::clamp<uint64_t>(options.messages / 20'000, 4, 2'000));
}

uint32_t default_people(const GenerateOptions& options) {
  if (options.format == "whatsapp") return 8;
  return static_cast<uint32_t>(std::clamp<uint64_t>(options.messages / 2'000, 10, 500));
}

Persona make_person(uint32_t index) {
  const auto given = given_names(), family = family_names();
  const size_t round = index / given.size();
  Persona person;
  person.name = given[index % given.size()];
  person.name += ' ';
  person.name += family[(index * 7 + round) % family.size()];
  if (round >= family.size()) person.name += " " + std::to_string(round / family.size() + 1);
  person.handle = "user" + std::to_string(index);
  person.email = person.handle + "@example.com";
  return person;
}

ChatKind kind_of(uint32_t number) {
  static constexpr ChatKind kKinds[] = {ChatKind::channel, ChatKind::channel, ChatKind::direct,  ChatKind::group,
                                        ChatKind::multi,   ChatKind::channel, ChatKind::channel, ChatKind::group};
  return kKinds[number % std::size(kKinds)];
}

}  // namespace

Scenario::Scenario(const GenerateOptions& options)
    : seed_(mix(options.seed, 0x72736d66)),
      messages_(options.messages),
      events_per_day_(options.events_per_day),
      chats_(options.conversations ? options.conversations : default_chats(options)),
      rates_{per_million(options.reply_rate),
             per_million(options.reaction_rate),
             per_million(options.edit_rate),
             per_million(options.delete_rate),
             per_million(options.dirty_rate),
             per_million(options.attachment_rate),
             20'000} {
  const uint32_t count = std::max(options.people ? options.people : default_people(options), 2U);
  people_.reserve(count);
  for (uint32_t i = 0; i < count; ++i) people_.push_back(make_person(i));
}

Chat Scenario::chat(uint32_t number) const {
  Chat chat;
  chat.number = number;
  chat.kind = kind_of(number);
  chat.messages = messages_ / chats_ + (number < messages_ % chats_ ? 1 : 0);
  Random random(mix(seed_, 1'000 + number));
  const auto everybody = static_cast<uint32_t>(people_.size());
  uint32_t members = 2;
  if (chat.kind == ChatKind::multi) members = std::min(everybody, 3 + random.below(4));
  if (chat.kind == ChatKind::channel || chat.kind == ChatKind::group) {
    members = std::min(everybody, 4 + random.below(std::min(everybody, 60U)));
  }
  const uint32_t first = random.below(everybody);
  const bool changes = members > 3 && chat.kind != ChatKind::multi;
  const uint32_t passing = changes ? members / 4 : 0;
  for (uint32_t i = 0; i < members - passing; ++i) chat.founders.push_back((first + i) % everybody);
  const uint64_t half = std::max<uint64_t>(chat.messages / 2, 1);
  for (uint32_t i = 0; i < passing; ++i) {
    MembershipChange passage{.person = (first + members - passing + i) % everybody};
    passage.joins_at = 1 + half * i / passing;
    if (i % 2 == 1) passage.leaves_at = passage.joins_at + half / 4 + 1;
    chat.passages.push_back(passage);
  }
  chat.recorded_start = changes && number % 2 == 0;
  return chat;
}

Timeline::Timeline(const Scenario& scenario, const Chat& chat)
    : scenario_(scenario),
      chat_(chat),
      random_(mix(scenario.seed(), 0x100'000'000ULL + chat.number)),
      remaining_(chat.messages),
      present_(chat.founders) {
  const uint32_t reply = std::min(scenario.rates().reply, 900'000U);
  roots_per_day_ = std::max<uint64_t>(scenario.events_per_day() * (1'000'000 - reply) / 1'000'000, 1);
  thread_chance_ = static_cast<uint32_t>(uint64_t{reply} * 1'000'000 / (kMeanReplies * (1'000'000 - reply)));
  if (chat.recorded_start) {
    for (size_t i = 0; i < chat.founders.size(); ++i) {
      add(Happening::Kind::join, kStart + kMorning / 2 + static_cast<TimeNs>(i) * kSecond, chat.founders[i]);
    }
  }
  next_root_ = kStart + kMorning;
}

bool Timeline::next(Happening& into) {
  while (remaining_ > 0 && (pending_.empty() || pending_.top().time >= next_root_)) plan_root();
  if (pending_.empty()) return false;
  into = pending_.top();
  pending_.pop();
  return true;
}

/// Times are whole seconds plus a running number of microseconds, so that no two are the same: a second never sees a
/// million stamps (events_per_day is limited, and plans reach three days ahead at most).
TimeNs Timeline::stamp(TimeNs about) {
  return about / kSecond * kSecond + static_cast<TimeNs>(stamps_++ % 1'000'000) * kMicrosecond;
}

/// Mostly minutes, sometimes hours, now and then days: at least two seconds, at most three days.
TimeNs Timeline::delay() {
  const uint32_t kind = random_.below(10);
  const uint32_t limit = kind < 7 ? 3'600 : kind < 9 ? 86'400 : 3 * 86'400 - 2;
  return TimeNs{2 + random_.below(limit)} * kSecond;
}

void Timeline::add(Happening::Kind kind, TimeNs time, uint32_t person) {
  Happening happening;
  happening.kind = kind;
  happening.time = stamp(time);
  happening.person = person;
  pending_.push(happening);
}

void Timeline::plan_passages() {
  while (arrived_ < chat_.passages.size() && chat_.passages[arrived_].joins_at <= root_) {
    const MembershipChange& passage = chat_.passages[arrived_++];
    add(Happening::Kind::join, next_root_ + kSecond, passage.person);
    present_.push_back(passage.person);
  }
  for (const MembershipChange& passage : chat_.passages) {
    if (passage.leaves_at != root_) continue;
    add(Happening::Kind::leave, next_root_ + kSecond, passage.person);
    std::erase(present_, passage.person);
  }
}

void Timeline::plan_root() {
  plan_passages();
  const bool changes = chat_.kind == ChatKind::channel || chat_.kind == ChatKind::group;
  if (changes && random_.chance(1'000)) add(Happening::Kind::topic, next_root_ + kSecond, pick(chat_.founders));
  Message root;
  root.seed = random_.next();
  root.time = stamp(next_root_ + kSecond);
  root.author = pick(present_);
  root.by_app = changes && random_.chance(scenario_.rates().app);
  --remaining_;
  ++root_;
  if (!root.by_app && random_.chance(thread_chance_)) plan_replies(root);
  plan_changes(root);
  // The next root: evenly over the waking hours, with some unrest.
  const TimeNs step = kWaking / static_cast<TimeNs>(roots_per_day_);
  const auto day = static_cast<TimeNs>(root_ / roots_per_day_), slot = static_cast<TimeNs>(root_ % roots_per_day_);
  const TimeNs unrest = step / 1'000'000 * random_.below(1'000'000);
  next_root_ = std::max(next_root_, kStart + day * kDay + kMorning + slot * step + unrest);
}

void Timeline::plan_replies(Message& root) {
  const uint64_t wanted = 1 + random_.below(2 * kMeanReplies - 1);
  root.replies = static_cast<uint8_t>(std::min(wanted, remaining_));
  remaining_ -= root.replies;
  for (uint8_t i = 0; i < root.replies; ++i) root.reply[i] = {stamp(root.time + delay()), pick(chat_.founders)};
  std::sort(root.reply.begin(), root.reply.begin() + root.replies,
            [](const auto& a, const auto& b) { return a.time < b.time; });
  for (uint8_t i = 0; i < root.replies; ++i) {
    Message reply;
    reply.seed = random_.next();
    reply.time = root.reply[i].time;
    reply.author = root.reply[i].author;
    reply.root_time = root.time;
    reply.root_author = root.author;
    plan_changes(reply);
  }
}

/// Decides all that will happen to a message and puts it, and each of its changes, on the agenda.
void Timeline::plan_changes(Message& message) {
  const Rates& rates = scenario_.rates();
  message.attachment = !message.by_app && random_.chance(rates.attachment);
  if (random_.chance(rates.reaction)) {
    message.reactions = static_cast<uint8_t>(1 + random_.below(2));
    const uint32_t first = random_.below(kReactionKinds);
    for (uint8_t i = 0; i < message.reactions; ++i) {
      PlannedReaction& reaction = message.reaction[i];
      reaction.emoji = static_cast<uint8_t>((first + i) % kReactionKinds);
      const auto known = static_cast<uint32_t>(std::min<size_t>(chat_.founders.size(), 3));
      reaction.people = static_cast<uint8_t>(1 + random_.below(known));
      const uint32_t from = random_.below(static_cast<uint32_t>(chat_.founders.size()));
      for (uint8_t k = 0; k < reaction.people; ++k)
        reaction.who[k] = chat_.founders[(from + k) % chat_.founders.size()];
      reaction.unlisted = static_cast<uint8_t>(random_.below(20) == 0 ? 1 + random_.below(5) : 0);
    }
  }
  if (message.by_app) {
    // Apps write once.
  } else if (random_.chance(rates.edit)) {
    message.edits = static_cast<uint8_t>(1 + (random_.below(4) == 0 ? 1 : 0));
    TimeNs time = message.time;
    for (uint8_t i = 0; i < message.edits; ++i) time = message.edited_at[i] = stamp(time + delay());
  } else if (message.replies == 0 && random_.chance(rates.removal)) {
    message.deleted_at = stamp(message.time + delay());
  } else if (message.replies == 0 && random_.chance(rates.flaw)) {
    message.flaw = static_cast<Flaw>(1 + random_.below(kFlaws - 1));
  }
  Happening happening;
  happening.message = message;
  happening.time = message.time;
  pending_.push(happening);
  for (uint8_t i = 0; i < message.edits; ++i) {
    happening.kind = Happening::Kind::edit;
    happening.edit = i + 1U;
    happening.time = message.edited_at[i];
    pending_.push(happening);
  }
  if (message.deleted_at != kNoTime) {
    happening.kind = Happening::Kind::deletion;
    happening.time = message.deleted_at;
    pending_.push(happening);
  }
}

}  // namespace rsmf
