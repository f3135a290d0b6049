// The phases of the plugin that need no compiler: plan, verification, text.
#include "analyze/CheckLive.h"
#include <catch2/catch.hpp>
#include "emit/EmitBody.h"
#include "plan/PlanFrame.h"
#include "plan/PrintPlan.h"
#include "plan/Verify.h"

using namespace valet;

namespace {

Declarator local(std::string name, TokenIndex name_token)
{
    Declarator d;
    d.Name = std::move(name);
    d.Type = "int";
    d.Form = InitForm::Copy;
    d.NameToken = name_token;
    d.InitWhole = {name_token + 1, name_token + 3};
    d.Init = d.Value.Range = {name_token + 2, name_token + 3};
    d.IsScalar = true;
    return d;
}

Statement declaration(std::string name, TokenIndex first) // `int name = 1 ;`
{
    Statement s;
    s.What = Statement::Kind::Declaration;
    s.Range = {first, first + 5};
    s.Specifiers = {first, first + 1};
    s.Declarators.push_back(local(std::move(name), first + 1));
    return s;
}

Statement awaits(PointNumber n, TokenIndex first) // `co_await e ;`
{
    Statement s;
    s.What = Statement::Kind::Expression;
    s.Range = {first, first + 3};
    s.Points = {n, n};
    s.Value.Range = {first, first + 2};
    Step step;
    step.Range = s.Value.Range;
    step.Operand = {first + 1, first + 2};
    step.Point = n;
    s.Value.Steps.push_back(step);
    return s;
}

Statement plain(TokenIndex first) // `f ;`
{
    Statement s;
    s.Range = {first, first + 2};
    return s;
}

Statement compound(TokenIndex first, std::vector<Statement> children)
{
    Statement s;
    s.What = Statement::Kind::Compound;
    s.Range = {first, children.back().Range.End + 1};
    for (const Statement &c : children)
        s.Points.add(c.Points);
    s.Children = std::move(children);
    return s;
}

Coroutine coroutine(std::vector<Statement> body, PointNumber points)
{
    Coroutine c;
    c.Key = "f(int)";
    c.CallName = "::f";
    c.ResultType = "valor::ser_ctx<int>";
    Parameter p;
    p.Name = "n";
    p.Type = "int";
    c.Parameters.push_back(p);
    c.Body = compound(0, std::move(body));
    c.PointCount = points;
    return c;
}

std::string names(const PointPlan &p)
{
    std::string all;
    for (const SavedVariable &v : p.Variables)
        all += v.Name + (v.Alias.empty() ? " " : "=" + v.Alias + " ");
    return all;
}

// Original tokens as #index.
std::string text(const EditedBody &e)
{
    std::string all;
    for (const Piece &p : e.Pieces)
        if (auto *o = std::get_if<OriginalToken>(&p))
            all += "#" + std::to_string(o->Index) + " ";
        else
            all += std::get<GeneratedText>(p).Text + " ";
    return all;
}

bool has(const std::string &where, const std::string &what) { return where.find(what) != std::string::npos; }

bool everything(TypeIndex) { return true; }
std::string unknown(TypeIndex) { return ""; }

} // namespace

TEST_CASE("a point saves what is in scope, parameters first")
{
    const Coroutine c = coroutine({declaration("a", 1), awaits(1, 6), declaration("b", 9), compound(14, {declaration("x", 15), awaits(2, 20)}), awaits(3, 24)}, 3);
    const FramePlan p = planFrame(c, everything);
    REQUIRE(names(p.Points[0]) == "n ");
    REQUIRE(names(p.Points[1]) == "n a ");
    REQUIRE(names(p.Points[2]) == "n a b x ");
    REQUIRE(names(p.Points[3]) == "n a b ");
    REQUIRE(verifyPlan(c, p).empty());
}

TEST_CASE("a variable that another hides is saved under an alias")
{
    const Coroutine c = coroutine({declaration("n2", 1), compound(6, {declaration("n2", 7), awaits(1, 12)}), awaits(2, 16)}, 2);
    const FramePlan p = planFrame(c, everything);
    REQUIRE(names(p.Points[1]) == "n n2=__vh1 n2 ");
    REQUIRE(names(p.Points[2]) == "n n2 ");
    const std::string out = text(emitBody(c, p));
    REQUIRE(has(out, "auto &__vh1 = n2;"));
    REQUIRE(has(out, "\"n,n2,n2 2\", n, __vh1, n2"));
}

TEST_CASE("the fingerprint depends on names, types and points")
{
    const auto print = [](const Coroutine &c) { return planFrame(c, everything).Fingerprint; };
    const Coroutine c = coroutine({declaration("a", 1), awaits(1, 6)}, 1);
    Coroutine renamed = coroutine({declaration("b", 1), awaits(1, 6)}, 1);
    Coroutine retyped = c;
    retyped.Body.Children[0].Declarators[0].Type = "long";
    REQUIRE(print(c) == print(coroutine({declaration("a", 1), awaits(1, 6)}, 1)));
    REQUIRE(print(c) != print(renamed));
    REQUIRE(print(c) != print(retyped));
    REQUIRE(print(c) != print(coroutine({awaits(1, 1), declaration("a", 4)}, 1)));
}

TEST_CASE("statements before a point are skipped on re-entry, statements after the last are not guarded")
{
    const Coroutine c = coroutine({plain(1), awaits(1, 3), plain(6), awaits(2, 8), plain(11)}, 2);
    const FramePlan p = planFrame(c, everything);
    const EditedBody e = emitBody(c, p);
    REQUIRE(verifyEdited(c, e).empty());
    const std::string out = text(e);
    REQUIRE(has(out, "if (!__vr) { #1 #2 }"));
    REQUIRE(has(out, "if (::valor::gen::run<1, 1>(__vr))"));
    REQUIRE(has(out, "if (!__vr) { #6 #7 }"));
    REQUIRE(has(out, "} #11 #12 #13"));
}

TEST_CASE("the verifier sees a broken plan and a broken body")
{
    const Coroutine c = coroutine({declaration("a", 1), awaits(1, 6)}, 1);
    FramePlan p = planFrame(c, everything);
    EditedBody e = emitBody(c, p);
    REQUIRE(verifyEdited(c, e).empty());

    EditedBody twice = e;
    twice.Pieces.push_back(OriginalToken{7});
    REQUIRE(has(verifyEdited(c, twice), "twice"));
    EditedBody lost;
    for (const Piece &piece : e.Pieces)
        if (auto *g = std::get_if<GeneratedText>(&piece); !g || !has(g->Text, "tell<__vf, 1>"))
            lost.Pieces.push_back(piece);
    REQUIRE_FALSE(verifyEdited(c, lost).empty());
    EditedBody dropped;
    for (const Piece &piece : e.Pieces)
        if (auto *o = std::get_if<OriginalToken>(&piece); !o || o->Index != 7)
            dropped.Pieces.push_back(piece);
    REQUIRE(has(verifyEdited(c, dropped), "lost"));
    EditedBody open = e;
    open.Pieces.push_back(GeneratedText{"{", 0});
    REQUIRE(has(verifyEdited(c, open), "brackets"));

    FramePlan without = p;
    without.Points[1].Variables.erase(without.Points[1].Variables.begin());
    REQUIRE_FALSE(verifyPlan(c, without).empty());
    FramePlan fewer = p;
    fewer.Points.pop_back();
    REQUIRE_FALSE(verifyPlan(c, fewer).empty());
}

TEST_CASE("a variable that cannot be saved is refused where it is declared, once, with the point")
{
    Coroutine c = coroutine({declaration("a", 1), awaits(1, 6), awaits(2, 9)}, 2);
    c.Body.Children[0].Declarators[0].TypeId = 7;
    const FramePlan p = planFrame(c, everything);
    const auto refused = checkLiveVariables(c, p, [](TypeIndex t) { return t != 7; }, unknown);
    REQUIRE(refused.size() == 1);
    REQUIRE(refused[0].Diagnostic == "unserializable");
    REQUIRE(refused[0].Detail == "'a' of type 'int'");
    REQUIRE(refused[0].Notes.size() == 1);
    REQUIRE(checkLiveVariables(c, p, everything, unknown).empty());

    c.Body.Children[0].Declarators[0].WhyNotSaved = {"local-reference", "a"};
    const auto reference = checkLiveVariables(c, planFrame(c, everything), everything, unknown);
    REQUIRE(reference.size() == 1);
    REQUIRE(reference[0].Diagnostic == "local-reference");
}
