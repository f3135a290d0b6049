#include "pq_connection.h"

#include <poll.h>

#include <charconv>
#include <cstring>

namespace valor::durable::pq {

namespace {

constexpr Oid type_bytea = 17, type_int8 = 20, type_int2 = 21, type_int4 = 23, type_text = 25, type_float4 = 700, type_float8 = 701, type_bool = 16;

std::string trimmed(const char *text)
{
    std::string out(text ? text : "");
    while (!out.empty() && (out.back() == '\n' || out.back() == ' '))
        out.pop_back();
    for (char &c : out)
        if (c == '\n')
            c = ' ';
    return out;
}

Oid type_of(const sql::argument &a)
{
    constexpr Oid types[]{0, type_int8, type_float8, type_text, type_bytea};
    return types[a.index()];
}

// Values as libpq takes them: text is ended by a zero, bytes have a length.
struct values {
    std::vector<std::string> kept;
    std::vector<const char *> at;
    std::vector<int> lengths, formats;

    explicit values(std::span<const sql::argument> arguments)
    {
        kept.reserve(arguments.size());
        for (const sql::argument &a : arguments) {
            const auto *b = std::get_if<sql::bytes>(&a);
            kept.push_back(b ? std::string() : text(a));
            at.push_back(std::holds_alternative<std::monostate>(a) ? nullptr : b ? (b->of.data() ? b->of.data() : "") : kept.back().c_str());
            lengths.push_back(b ? static_cast<int>(b->of.size()) : 0);
            formats.push_back(b != nullptr);
        }
    }
    static std::string text(const sql::argument &a)
    {
        char digits[40];
        if (const auto *n = std::get_if<std::int64_t>(&a))
            return {digits, std::to_chars(digits, digits + sizeof digits, *n).ptr};
        if (const auto *d = std::get_if<double>(&a))
            return {digits, std::to_chars(digits, digits + sizeof digits, *d).ptr};
        const auto *t = std::get_if<std::string_view>(&a);
        if (t && t->find('\0') != std::string_view::npos)
            throw error(errc::bad_argument, "a text with a zero byte cannot be a text in PostgreSQL");
        return std::string(t ? *t : std::string_view());
    }
};

template <class T> cell parsed(const char *text)
{
    T v{};
    std::from_chars(text, text + std::strlen(text), v);
    return static_cast<std::conditional_t<std::is_integral_v<T>, std::int64_t, double>>(v);
}

cell cell_of(const PGresult *r, int row, int column)
{
    if (PQgetisnull(r, row, column))
        return {};
    const char *text = PQgetvalue(r, row, column);
    switch (PQftype(r, column)) {
    case type_int2:
    case type_int4:
    case type_int8: return parsed<std::int64_t>(text);
    case type_float4:
    case type_float8: return parsed<double>(text);
    case type_bool: return std::int64_t{text[0] == 't'};
    case type_bytea: {
        std::size_t size = 0;
        const std::unique_ptr<unsigned char, void (*)(void *)> b(PQunescapeBytea(reinterpret_cast<const unsigned char *>(text), &size), PQfreemem);
        if (!b)
            throw std::bad_alloc();
        return std::string(reinterpret_cast<const char *>(b.get()), size);
    }
    default: return std::string(text, static_cast<std::size_t>(PQgetlength(r, row, column)));
    }
}

} // namespace

std::string shown_name(const std::string &url)
{
    char *why = nullptr;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption *)> all(PQconninfoParse(url.c_str(), &why), PQconninfoFree);
    const std::unique_ptr<char, void (*)(void *)> text(why, PQfreemem);
    if (!all) // what it says may have the password in it
        throw error(errc::bad_argument, "the URL of the store cannot be understood; it is postgresql://USER@HOST/DATABASE");
    std::string user, host, database;
    for (const PQconninfoOption *o = all.get(); o->keyword; ++o) {
        const std::string value = o->val ? o->val : "";
        if (std::string_view(o->keyword) == "user")
            user = value;
        else if (std::string_view(o->keyword) == "host")
            host = value;
        else if (std::string_view(o->keyword) == "dbname")
            database = value;
    }
    return "postgresql://" + (user.empty() ? "" : user + "@") + host + "/" + database;
}

connection::connection(const std::string &url, const std::string &name) : name_(name), it_(PQconnectdb(url.c_str()))
{
    if (!it_)
        throw std::bad_alloc();
    if (PQstatus(it_.get()) != CONNECTION_OK)
        throw error(errc::unavailable, name_ + ": " + trimmed(PQerrorMessage(it_.get())));
    PQsetNoticeProcessor(it_.get(), [](void *, const char *) {}, nullptr);
    try {
        command("SET client_encoding = 'UTF8'");
        command("SET idle_in_transaction_session_timeout = '30s'"); // a worker that was stopped in the middle does not keep its locks
    } catch (const lost &e) {
        throw error(errc::unavailable, e.what());
    }
}

sql::answer connection::run(const std::string &statement, std::span<const sql::argument> arguments)
{
    const std::string &prepared = prepare(statement, arguments);
    const values v(arguments);
    const result r = checked(PQexecPrepared(it_.get(), prepared.c_str(), static_cast<int>(v.at.size()), v.at.data(), v.lengths.data(), v.formats.data(), 0), statement);
    return read(r.get());
}

// In pipelines of so many at most, so that neither side waits for the other to read.
std::vector<sql::answer> connection::run_each(const std::string &statement, std::span<const std::vector<sql::argument>> each)
{
    constexpr std::size_t most = 100;
    if (each.size() < 2)
        return sql::connection::run_each(statement, each);
    const std::string &prepared = prepare(statement, each.front());
    std::vector<sql::answer> out;
    for (; !each.empty(); each = each.subspan(std::min(most, each.size()))) {
        const auto some = each.first(std::min(most, each.size()));
        std::vector<result> results = pipelined(prepared, some);
        for (result &r : results)
            out.push_back(read(checked(r.release(), statement).get()));
        if (results.size() != some.size())
            throw lost(name_ + ": the connection was lost within a pipeline: " + trimmed(PQerrorMessage(it_.get())), false);
    }
    return out;
}

std::vector<connection::result> connection::pipelined(const std::string &prepared, std::span<const std::vector<sql::argument>> each)
{
    PGconn *const c = it_.get();
    bool well = PQenterPipelineMode(c);
    for (const auto &arguments : each) {
        const values v(arguments);
        well = well && PQsendQueryPrepared(c, prepared.c_str(), static_cast<int>(v.at.size()), v.at.data(), v.lengths.data(), v.formats.data(), 0);
    }
    well = well && PQpipelineSync(c);
    std::vector<result> out;
    while (well) { // a result and a null for each, then the mark of the sync
        result r(PQgetResult(c));
        if (r && PQresultStatus(r.get()) == PGRES_PIPELINE_SYNC)
            break;
        if (r)
            out.push_back(std::move(r));
        else
            well = PQstatus(c) == CONNECTION_OK;
    }
    PQexitPipelineMode(c);
    return out;
}

const std::string &connection::prepare(const std::string &statement, std::span<const sql::argument> arguments)
{
    const auto known = prepared_.find(statement);
    if (known != prepared_.end())
        return known->second;
    std::vector<Oid> types;
    for (const sql::argument &a : arguments)
        types.push_back(type_of(a));
    const std::string name = "valor" + std::to_string(prepared_.size());
    checked(PQprepare(it_.get(), name.c_str(), statement.c_str(), static_cast<int>(types.size()), types.data()), statement);
    return prepared_.emplace(statement, name).first->second;
}

void connection::command(const char *text) { checked(PQexec(it_.get(), text), text); }
void connection::commit()
{
    const result r = checked(PQexec(it_.get(), "COMMIT"), "COMMIT", true);
    if (std::string_view(PQcmdStatus(r.get())) != "COMMIT") // it had failed before, and somebody passed over that
        throw error(errc::bad_argument, name_ + ": a statement of the transaction failed, so all of it was undone");
}

void connection::roll_back() noexcept
{
    if (PQstatus(it_.get()) == CONNECTION_OK && PQtransactionStatus(it_.get()) != PQTRANS_IDLE)
        PQclear(PQexec(it_.get(), "ROLLBACK"));
}

connection::result connection::checked(PGresult *r, const std::string &what, bool committing)
{
    result out(r);
    const ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return out;
    const char *const field = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : nullptr;
    const std::string state(field ? field : ""), kind = state.substr(0, 2);
    const std::string text = name_ + ": '" + what.substr(0, 60) + "': " + trimmed(r ? PQresultErrorMessage(r) : PQerrorMessage(it_.get()));
    if (PQstatus(it_.get()) != CONNECTION_OK || state.empty() || kind == "08" || (kind == "57" && state != "57014"))
        throw lost(text, committing);
    if (state == "40001" || state == "40P01" || state == "55P03")
        throw conflict(text);
    if (kind == "53" || kind == "58" || state == "25006")
        throw error(errc::unavailable, text);
    if (state == "XX001" || state == "XX002")
        throw error(errc::damaged, text);
    throw error(errc::bad_argument, text);
}

sql::answer connection::read(const PGresult *r)
{
    sql::answer out;
    const int rows = PQntuples(r), columns = PQnfields(r);
    for (int i = 0; i < rows; ++i) {
        std::vector<cell> row;
        for (int k = 0; k < columns; ++k)
            row.push_back(cell_of(r, i, k));
        out.rows.push_back(std::move(row));
    }
    const std::string_view affected = PQcmdTuples(const_cast<PGresult *>(r));
    std::from_chars(affected.data(), affected.data() + affected.size(), out.affected);
    return out;
}

bool connection::was_notified(int milliseconds)
{
    bool any = false;
    for (int pass = 0; pass < 2; ++pass) {
        if (!PQconsumeInput(it_.get()))
            throw lost(name_ + ": " + trimmed(PQerrorMessage(it_.get())), false);
        while (PGnotify *const n = PQnotifies(it_.get())) {
            PQfreemem(n);
            any = true;
        }
        pollfd p{PQsocket(it_.get()), POLLIN, 0};
        if (any || pass == 1 || ::poll(&p, 1, milliseconds) <= 0)
            break;
    }
    return any;
}

} // namespace valor::durable::pq
