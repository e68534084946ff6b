// Publisher: turns one part of a delivery into requests and replies into progress or an outcome.
// Pure and immutable: any thread, no clock, no network. A Publisher sends part by part; a
// DocumentPublisher rewrites one file from a window of items, and one rewrite confirms them all.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "model/outcome.hpp"
#include "model/post.hpp"
#include "text/length.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace glossd::publishers {

// Which images the account takes beside a post. Sizes in bytes.
struct MediaRule {
    std::size_t most = 0;            // of one post; 0: none at all
    std::vector<std::string> types;  // MIME types
    std::size_t largest = 0;
    std::size_t largest_gif = 0;
    bool gif_alone = false;       // a GIF goes with no other image
    std::size_t longest_alt = 0;  // code points

    bool operator==(const MediaRule&) const = default;
};

// What the account's server allows and who we are there; asked once, kept for an hour.
struct AccountFacts {
    text::LengthRule length;
    std::string account_id;
    std::string handle;
    std::string software;  // as the server names itself
    MediaRule media = {};

    bool operator==(const AccountFacts&) const = default;
};

// An image that lies in a file and goes along with a part.
struct Image {
    std::string file;     // its name in the folder of images
    std::string address;  // where it came from
    std::string type;     // MIME type, as its bytes say
    std::string alt;      // translated; may be empty

    bool operator==(const Image&) const = default;
};

// One part, composed and fitted, before the publisher freezes it into a payload.
struct Draft {
    std::string text;  // the rendered template
    std::string content_warning;
    std::string language;  // BCP-47
    std::string visibility;
    std::string title;  // translated; of the first part
    std::string body;   // translated body without the template
    std::string link;
    std::string source;
    std::string author;
    std::vector<std::string> tags;
    std::vector<model::Media> media;  // alt texts translated
    std::vector<Image> images;        // those of `media` that are uploaded with it
    std::string disclosure;
    std::string post_id;  // the source's own id
    std::optional<model::WallTime> published;
    int part = 0;
    int parts = 1;

    bool operator==(const Draft&) const = default;
};

// A part on its way: everything frozen, so that any later run repeats the same call.
struct SendPart {
    std::string key;
    std::string payload;
    std::string reply_to;  // remote id of the part before, or empty
    std::optional<model::WallTime> attempt_started;
    std::string folder = {};  // where the files of its images lie
    bool repeated = false;    // an attempt before this one may have been accepted

    bool operator==(const SendPart&) const = default;
};

// A part that is on the account, by the names under which it may be found there.
struct SentPart {
    std::string key;        // SendPart::key
    std::string remote_id;  // Published::remote_id; may be empty

    bool operator==(const SentPart&) const = default;
};

struct Published {
    std::string remote_id;
    std::string remote_url;
    std::optional<model::Duration> rest = {};  // how long the service wants no further request

    bool operator==(const Published&) const = default;
};

struct Progress {
    std::string state;        // JSON of the publisher's own making; "" at the start
    std::string note = {};    // for the operator: what will be missing, or has to be tried again
    model::Duration pause{};  // how long the next call should wait

    bool operator==(const Progress&) const = default;
};

struct Absent {  // read back: it is not there now
    bool operator==(const Absent&) const = default;
};

// A post on the account that carries our application's name.
struct OwnPost {
    std::string remote_id;
    model::WallTime created;

    bool operator==(const OwnPost&) const = default;
};

// The newest of them, newest first; none: there are none, or the service does not say.
struct OwnPosts {
    std::vector<OwnPost> newest;

    bool operator==(const OwnPosts&) const = default;
};

using SeenOwn = std::variant<OwnPosts, Progress, model::Outcome>;
using Prepared = std::variant<AccountFacts, Progress, model::Outcome>;
using Sent = std::variant<Published, Progress, model::Outcome>;
using LookedUp = std::variant<Published, Absent, Progress, model::Outcome>;

class Publisher {
  public:
    virtual ~Publisher() = default;

    // Account facts: ask with prepare_request until read_prepare gives facts or an outcome.
    // No request means the facts need no network: read_prepare is then called with no reply.
    virtual std::optional<model::Request> prepare_request(const Progress& progress) const = 0;
    virtual Prepared read_prepare(const Progress& progress, const model::Reply* reply) const = 0;

    // Frozen at the first sending; everything send_request needs besides key and reply_to.
    virtual std::string freeze(const Draft& draft, const AccountFacts& facts) const = 0;

    virtual model::Request send_request(const SendPart& part, const Progress& progress) const = 0;
    virtual Sent read_send(const SendPart& part, const Progress& progress,
                           const model::Reply& reply) const = 0;

    // What reading back can do; without it the target's on_unknown decides.
    virtual bool can_look_up() const = 0;
    // May the same key simply be sent again when the outcome is unknown? (webhook, feed)
    virtual bool repeat_is_safe() const = 0;

    // Is this part on the account? `taken` says which remote ids belong to other deliveries.
    virtual model::Request look_up_request(const SendPart& part, const AccountFacts& facts,
                                           const Progress& progress) const = 0;
    virtual LookedUp read_look_up(const SendPart& part, const AccountFacts& facts,
                                  const Progress& progress, const model::Reply& reply,
                                  const std::function<bool(const std::string&)>& taken) const = 0;

    // Which posts on the account are ours, whatever their texts? No request: the service names no
    // application.
    virtual std::optional<model::Request> own_posts_request(const AccountFacts&,
                                                            const Progress&) const {
        return std::nullopt;
    }
    virtual SeenOwn read_own_posts(const Progress&, const model::Reply&) const {
        return OwnPosts{};
    }

    // Deletes a published part again. Deleting twice does no harm: `ok` says that it is gone,
    // whoever deleted it.
    virtual model::Request retract_request(const SentPart& part) const = 0;
    virtual model::Outcome read_retract(const model::Reply& reply) const = 0;
};

struct DocumentItem {
    std::string key;  // stable: the delivery's key
    Draft draft;
    model::WallTime delivered;
};

class DocumentPublisher {
  public:
    virtual ~DocumentPublisher() = default;

    virtual std::size_t window() const = 0;  // items the document keeps
    virtual std::string freeze(const Draft& draft) const = 0;
    virtual Draft thaw(const std::string& payload) const = 0;
    // `items` newest first, at most window() of them. The same items give the same bytes.
    virtual model::Request rewrite(const std::vector<DocumentItem>& items) const = 0;
};

using PublisherPtr = std::unique_ptr<const Publisher>;
using DocumentPublisherPtr = std::unique_ptr<const DocumentPublisher>;
using AnyPublisher = std::variant<PublisherPtr, DocumentPublisherPtr>;

// The table of publisher kinds; an error names the kinds there are, or the key that is missing.
model::Result<AnyPublisher> make_publisher(const config::TargetSettings& settings);

}  // namespace glossd::publishers
